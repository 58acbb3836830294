"""Changed one-line functions that no test calls: coverage cannot tell, so a run with probes does."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.dense import dense_functions
from pytest_tddgate.domain.run.role import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.domain.python.dense import DenseFunction
    from pytest_tddgate.gates.case import Case

__all__ = ["NeverCalled", "never_called"]

NeverCalled = dict[str, "tuple[DenseFunction, ...]"]
"""Repository-relative path -> the changed one-line functions that no test called."""


def never_called(changed: Mapping[str, frozenset[int]], case: Case) -> NeverCalled:
    """The changed one-line functions that no test of the suite calls.

    The suite runs once more, but only if there are one-line functions among the changed ones.
    """
    dense = {path: found for path, lines in changed.items() if (found := _dense_in(path, lines, case))}
    if not dense:
        return {}
    absolute = {os.path.realpath(os.path.join(case.layout.top, path)): path for path in dense}
    run = case.runner.run(Role.PROBES, extra={"probed": sorted(absolute), "continue": True})
    called = {(absolute.get(path, ""), line, column) for path, line, column in run.called}
    left = {
        path: tuple(each for each in found if (path, each.line, each.column) not in called)
        for path, found in dense.items()
    }
    return {path: found for path, found in left.items() if found}


def _dense_in(path: str, lines: frozenset[int], case: Case) -> tuple[DenseFunction, ...]:
    return dense_functions(case.bytes_of(path), lines)
