"""The checks of an implementation that only read files: whether it is made for its tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.gates.change.subject_lines import changed_data_files, changed_subject_lines
from pytest_tddgate.gates.implementation.examined import Implementation
from pytest_tddgate.gates.implementation.leaks import leak_findings
from pytest_tddgate.gates.implementation.made_for_tests import agreement_findings, awareness_findings
from pytest_tddgate.gates.implementation.unmeasured import unmeasured_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution

__all__ = ["implementation_of", "read_findings"]


def implementation_of(
    tests: Iterable[TestId], locked: Iterable[str], evolution: Evolution, case: Case
) -> Implementation:
    """What changed since the evolution's base, with these tests; `locked` are the paths of their contracts' files."""
    changed = changed_subject_lines(evolution, case)
    data = changed_data_files(evolution)
    return Implementation(tuple(tests), changed, evolution.base, data=data, locked=tuple(sorted(locked)))


_READ: tuple[Callable[[Implementation, Case], Iterable[Finding]], ...] = (
    leak_findings,
    awareness_findings,
    agreement_findings,
    unmeasured_findings,
)
"""The checks that only read files."""


def read_findings(implementation: Implementation, case: Case) -> tuple[Finding, ...]:
    """The findings of the checks that only read files."""
    return tuple(finding for check in _READ for finding in check(implementation, case))
