"""The checks of a green implementation that run something: whether it is general, and whether it is minimal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.gates.implementation.cliffs import cliff_findings
from pytest_tddgate.gates.implementation.examined import CheckResult, joined
from pytest_tddgate.gates.implementation.held_out import held_out_findings
from pytest_tddgate.gates.implementation.mutants import mutant_findings
from pytest_tddgate.gates.implementation.verifiers import verifier_findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.implementation.examined import Implementation

__all__ = ["run_checks"]

_RUN: tuple[Callable[[Implementation, Case], CheckResult], ...] = (
    cliff_findings,
    held_out_findings,
    mutant_findings,
    verifier_findings,
)
"""The checks that run tests or another program, cheapest first."""
_OF_THEIR_OWN = (held_out_findings,)
"""The checks that bring their own tests, and so apply to a change that no contract asks for."""


def run_checks(implementation: Implementation, case: Case) -> CheckResult:
    """The results of these checks; if no contract test asks for the change, only of those with their own tests."""
    if not implementation.changed:
        return CheckResult()
    return joined(check(implementation, case) for check in (_RUN if implementation.tests else _OF_THEIR_OWN))
