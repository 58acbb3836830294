"""Locked files that were written while the tests ran: a swap, or what committed tests do at the base as well."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.change.existing import base_tree, run_in
from pytest_tddgate.gates.contracts.untouched import stamp_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from pytest_tddgate.domain.contracts.contract import Contract
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.untouched import Footprint

__all__ = ["Written", "written_since"]


@dataclass(frozen=True, slots=True)
class Written:
    """Findings for files that somebody may have swapped, and notes about those that were as they are all the time."""

    findings: tuple[Finding, ...]
    notes: tuple[str, ...]


def written_since(footprint: Footprint, contract: Contract, base: str, run: RunSeen, case: Case) -> Written:
    """What is to be said of the locked files that were written during the run.

    Data are excused that committed tests write at the base commit, too, with the bytes that they have there and here.
    The tests of the contract in work are not asked: what they do there is as new as they are.
    """
    written = footprint.written_since(case)
    prefix = f"{case.layout.root}/" if case.layout.root else ""
    new = {each.test.file for each in contract.tests}
    tests = {prefix + each.node_id.partition("::")[0] for each in run.tests} - new
    excused = _written_at_base([path for path in written if not path.endswith(".py")], tests, base, case)
    return Written(
        tuple(
            Finding(rule("file-swapped"), f"{path} was written while the tests ran", at=Place(path))
            for path in written
            if path not in excused
        ),
        tuple(f"{path} is written while the tests run, as at the base" for path in written if path in excused),
    )


def _written_at_base(data: Collection[str], tests: Collection[str], base: str, case: Case) -> frozenset[str]:
    if not data:
        return frozenset()
    known = case.repository.blobs(base, {*data, *tests})
    asked = sorted(path for path in tests if path in known)
    same = [path for path in data if path in known and case.repository.read(path) == known[path]]
    if not same or not asked:
        return frozenset()
    with base_tree(base, case) as tree:
        before = {path: stamp_of(tree, path) for path in same}
        run_in(tree, asked, case)
        changed = (path for path, stamp in before.items() if stamp_of(tree, path) != stamp)
        return frozenset(
            path for path in changed if Path(tree, path).is_file() and Path(tree, path).read_bytes() == known[path]
        )
