"""The controls of green: a failure is reported as a failure, and the contract fails without the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.check_result import CheckResult, joined
from pytest_tddgate.gates.change.subject_lines import reverted_sources
from pytest_tddgate.gates.contracts.waiting import has_code_at
from pytest_tddgate.gates.run.controls import canary_findings, sabotage_findings

if TYPE_CHECKING:
    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.registry import Locked
    from pytest_tddgate.gates.implementation.examined import Implementation

__all__ = ["control_findings"]


def control_findings(implementation: Implementation, target: Locked, case: Case) -> CheckResult:
    """Findings of the canary and of the emptied change, and missing facts.

    If the base has a contract's code already, its tests need not fail without the change: that may be a refactoring.
    """
    tests, changed, base = implementation.tests, implementation.changed, implementation.base
    if not tests:
        return CheckResult()
    canary = canary_findings(tests, case)
    if target.contract.feature and has_code_at(base, target, case):
        return CheckResult(canary)
    # If the canary's failure is not reported, no report can show that the tests are red without the code.
    reverted = None if canary else reverted_sources(changed, base, case)
    sabotage = sabotage_findings(tests, changed, case, _amended(tests, target), reverted)
    return joined((CheckResult(canary), sabotage))


def _amended(tests: tuple[TestId, ...], target: Locked) -> tuple[TestId, ...]:
    amendments = target.contract.amendments
    named = {name for each in amendments if not each.is_format_only for name in each.changed}
    return tuple(test for test in tests if str(test) in named)
