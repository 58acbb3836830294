"""The checks of an implementation, in two groups: those that only read files, and those that run something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.gates.change.subject_lines import changed_data_files, changed_subject_lines
from pytest_tddgate.gates.implementation.cliffs import cliff_findings
from pytest_tddgate.gates.implementation.examined import CheckResult, Implementation, joined
from pytest_tddgate.gates.implementation.held_out import held_out_findings
from pytest_tddgate.gates.implementation.leaks import leak_findings
from pytest_tddgate.gates.implementation.made_for_tests import agreement_findings, awareness_findings
from pytest_tddgate.gates.implementation.mutants import mutant_findings
from pytest_tddgate.gates.implementation.unmeasured import unmeasured_findings
from pytest_tddgate.gates.implementation.verifiers import verifier_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution

__all__ = ["implementation_of", "read_findings", "run_checks"]

_READ: tuple[Callable[[Implementation, Case], Iterable[Finding]], ...] = (
    leak_findings,
    awareness_findings,
    agreement_findings,
    unmeasured_findings,
)
"""The checks that only read files: whether the implementation is made for its tests."""
_RUN: tuple[Callable[[Implementation, Case], CheckResult], ...] = (
    cliff_findings,
    held_out_findings,
    mutant_findings,
    verifier_findings,
)
"""The checks that run tests or another program, cheapest first: whether it is general, and whether it is minimal."""
_OF_THEIR_OWN = (held_out_findings,)
"""The checks that bring their own tests, and so apply to a change that no contract asks for."""


def implementation_of(
    tests: Iterable[TestId], locked: Iterable[str], evolution: Evolution, case: Case
) -> Implementation:
    """What changed since the evolution's base, with these tests; `locked` are the paths of their contracts' files."""
    changed = changed_subject_lines(evolution, case)
    data = changed_data_files(evolution)
    return Implementation(tuple(tests), changed, evolution.base, data=data, locked=tuple(sorted(locked)))


def read_findings(implementation: Implementation, case: Case) -> tuple[Finding, ...]:
    """The findings of the checks that only read files."""
    return tuple(finding for check in _READ for finding in check(implementation, case))


def run_checks(implementation: Implementation, case: Case) -> CheckResult:
    """The results of `_RUN`; if no contract test asks for the change, only of the checks with tests of their own."""
    if not implementation.changed:
        return CheckResult()
    return joined(check(implementation, case) for check in (_RUN if implementation.tests else _OF_THEIR_OWN))
