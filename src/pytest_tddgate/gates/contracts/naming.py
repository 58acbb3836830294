"""Suggests a name for a feature that is about to be locked: after its new test file, and never used before."""

from __future__ import annotations

import shlex
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.contract import CONTRACTS, is_slug, slug_of
from pytest_tddgate.domain.contracts.feature_names import suggested_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.gates.case import Case

__all__ = ["lock_command", "name_to_lock", "suggested_feature", "taken_features"]


def lock_command(case: Case, feature: str = "") -> str:
    """The command that locks new tests, with the declared amendment; without `feature`, the branch gives the name."""
    name = f" --tdd-feature={feature}" if feature else ""
    amend = f" --tdd-amend={shlex.quote(case.amend)}" if case.amend else ""
    return f"pytest --tdd-gate=lock{name}{amend}"


def name_to_lock(case: Case, new: Iterable[str], missing: Iterable[str]) -> str:
    """The name for a lock: the given one, else an empty one if the branch's name is free, else a suggested free one."""
    if case.feature is not None:
        return case.feature
    taken, own = taken_features(case), slug_of(case.repository.branch() or "")
    if case.has_feature_name and is_slug(own) and own not in taken:
        return ""
    return suggested_feature(case, new, missing, taken)


def taken_features(case: Case) -> frozenset[str]:
    """The features whose contract was ever locked, including withdrawn ones."""
    return frozenset(PurePosixPath(path).stem for path in case.repository.additions(CONTRACTS))


def suggested_feature(
    case: Case, new: Iterable[str] = (), missing: Iterable[str] = (), gone: Iterable[str] = ()
) -> str:
    """A free name; `new` are the files with new tests, or else the test files that differ from HEAD.

    `missing` is the functionality that the tests miss, if it is known; `gone` are names that are taken although no
    contract has them any more.
    """
    head, layout = case.repository.resolve("HEAD"), case.layout
    taken = {PurePosixPath(path).stem for path in case.repository.files(head, [CONTRACTS])}
    taken.update(gone)
    changed = (path for path in case.repository.tests_changed_since(head, layout) if layout.is_test_file(path))
    return suggested_name(list(new) or changed, taken, missing)
