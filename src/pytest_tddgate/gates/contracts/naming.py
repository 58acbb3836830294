"""A name for a feature that is about to be locked: after its new test file, and one that no contract has."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.contract import CONTRACTS
from pytest_tddgate.domain.contracts.feature_names import suggested_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.gates.case import Case

__all__ = ["suggested_feature"]


def suggested_feature(case: Case, new: Iterable[str] = (), missing: Iterable[str] = ()) -> str:
    """The name; `new` are the files of tests that are known to be new, else what differs from HEAD tells.

    `missing` is the functionality that they miss, where that is known.
    """
    head, layout = case.repository.resolve("HEAD"), case.layout
    taken = {PurePosixPath(path).stem for path in case.repository.files(head, [CONTRACTS])}
    changed = (path for path in case.repository.tests_changed_since(head, layout) if layout.is_test_file(path))
    return suggested_name(list(new) or changed, taken, missing)
