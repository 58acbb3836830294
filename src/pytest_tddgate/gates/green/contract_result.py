"""What a run of the whole suite shows of the contracts, at green and at an audit's head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.rules.consequences import OF_COVERAGE
from pytest_tddgate.gates.contracts.lost_tests import lost_findings, lost_tests
from pytest_tddgate.gates.green.contract_outcomes import contract_findings
from pytest_tddgate.gates.green.existing_outcomes import exit_findings
from pytest_tddgate.gates.run.selection import missing_tests
from pytest_tddgate.gates.run.skips import left_elsewhere, not_judged_here, note_of_skipped

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from pytest_tddgate.domain.contracts.contract import LockedTest
    from pytest_tddgate.domain.run.observation import RunSeen, TestId
    from pytest_tddgate.domain.verdict import Finding, MissingFact
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.registry import Locked
    from pytest_tddgate.gates.green.covered import Covered

__all__ = ["ContractResult", "Expected", "contract_result"]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a run has to show.

    `tests` have to pass; `own` are those of the features that are judged. Tests in `may_skip` may be left to another
    environment. `base` is the commit that the run's selection of tests is compared with.
    """

    tests: tuple[LockedTest, ...]
    own: Container[TestId]
    may_skip: tuple[LockedTest, ...]
    contracts: tuple[Locked, ...]
    base: str


@dataclass(frozen=True, slots=True)
class ContractResult:
    """What the run shows: `lost` tests are not in any file any more, `skipped` tests are for another environment."""

    findings: tuple[Finding, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    notes: tuple[str, ...] = ()
    lost: frozenset[TestId] = frozenset()
    skipped: frozenset[TestId] = frozenset()

    def of_coverage(self, covered: Covered) -> Iterable[Finding]:
        """The findings of coverage, without those that follow from tests that did not run here."""
        return (each for each in covered.findings if not self.missing or each.rule.id not in OF_COVERAGE)


def contract_result(run: RunSeen, asked: Expected, case: Case) -> ContractResult:
    """What a valid run shows of the tests that are asked for."""
    known = {each.test for each in asked.tests}
    gone = {test: of for test, of in lost_tests(asked.contracts, case, run).items() if test in known}
    skipped = left_elsewhere(asked.may_skip, run, case)
    judged = [each for each in asked.tests if each.test not in skipped and each.test not in gone]
    findings = (*lost_findings(gone), *contract_findings(judged, run, case.layout), *exit_findings(run))
    of_own = {test: where for test, where in skipped.items() if test in asked.own}
    of_others = {test: where for test, where in skipped.items() if test not in asked.own}
    missing = (*not_judged_here(of_own), *missing_tests(run, asked.base, case))
    return ContractResult(findings, missing, note_of_skipped(of_others), frozenset(gone), frozenset(skipped))
