"""Locked data that committed tests write anew, at the base as here: that is theirs, and hides nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.gates.change.existing import base_tree
from pytest_tddgate.gates.contracts.untouched import stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.contracts.contract import Contract
    from pytest_tddgate.gates.case import Case

__all__ = ["rewritten_at_base"]


def rewritten_at_base(
    written: Iterable[str], tests: Iterable[str], contract: Contract, base: str, case: Case
) -> frozenset[str]:
    """Those of the files that the tests write at the base, too, with the bytes that they have there and here.

    `written` and `tests` are repository-relative paths. The tests of the contract in work are not asked: what they do
    at the base is as new as they are. Code is never among the answers.
    """
    data = [path for path in written if not path.endswith(".py")]
    new = {each.test.file for each in contract.tests}
    known = case.repository.blobs(base, {*data, *tests})
    asked = sorted(path for path in {*tests} - new if path in known)
    same = [path for path in data if path in known and case.repository.read(path) == known[path]]
    if not same or not asked:
        return frozenset()
    with base_tree(base, case) as tree:
        before = {path: stamp_of(tree, path) for path in same}
        case.runner.run(
            Role.BASE,
            targets=asked,
            files=asked,
            tree=tree,
            extra={"roots": list(case.layout.source), "first_party": sorted(case.layout.names)},
        )
        return frozenset(
            path
            for path, stamp in before.items()
            if stamp_of(tree, path) != stamp and _bytes_of(os.path.join(tree, path)) == known[path]
        )


def _bytes_of(full: str) -> bytes | None:
    try:
        with open(full, "rb") as stream:  # noqa: PTH123 - strings all through
            return stream.read()
    except OSError:
        return None
