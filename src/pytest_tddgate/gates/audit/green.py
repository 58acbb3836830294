"""Green at the head: contract tests pass, tests that passed at the base still pass, and coverage is reached."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.coverage import best_core, read_coverage
from pytest_tddgate.domain.reports.check_result import CheckResult
from pytest_tddgate.domain.reports.report import Row
from pytest_tddgate.domain.reports.wording import agreed
from pytest_tddgate.domain.run.orders import Orders
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.domain.verdict import MissingFact
from pytest_tddgate.gates.audit.unseen import unbuilt_facts, unseen_notes, waiting_notes
from pytest_tddgate.gates.change.base_outcomes import Outcomes, outcomes_of, regressions
from pytest_tddgate.gates.change.subject_lines import changed_subject_lines
from pytest_tddgate.gates.green.contract_result import Expected, contract_result
from pytest_tddgate.gates.green.coverage_data import own_data_file
from pytest_tddgate.gates.green.covered import coverage_of
from pytest_tddgate.gates.green.existing_outcomes import uncollected
from pytest_tddgate.gates.green.left_out import coverage_sources
from pytest_tddgate.gates.run.validity import crash_facts, origin_findings
from pytest_tddgate.gates.run.whole_suite import void_findings, whole_suite_request

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.run.extra import Extra
    from pytest_tddgate.domain.run.observation import RunSeen, TestId
    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution

__all__ = ["HeadRunResult", "green_at_head", "lines_run", "measured_run"]


@dataclass(frozen=True, slots=True)
class HeadRunResult:
    """What the head's own run showed.

    `table` is that of coverage. `seen` are the outcomes of all its tests, `lost` the contract tests that no longer
    exist. `is_unbuilt` says that the contracts cannot be judged before the base's `setup` builds what their tests
    import.
    """

    result: CheckResult
    table: tuple[tuple[str, ...], ...] = ()
    seen: Outcomes = field(default_factory=Outcomes)
    lost: frozenset[TestId] = frozenset()
    is_unbuilt: bool = False


def green_at_head(audit: AuditCase, evolution: Evolution, at_base: Outcomes, case: Case) -> HeadRunResult:
    """A run of the whole suite in the head's tree, under coverage; `at_base` are the tests' outcomes at the base."""
    tests = audit.contract_tests
    new = {each.test for locked in audit.range.new.values() for each in locked.contract.tests}
    # A contract of the base that was red there is somebody else's work in progress.
    expected = {test: each for test, each in tests.items() if test in new or at_base.has_passed(test, case.layout)}
    files = sorted({test.file for test in tests} | {*evolution.changes})
    extra = whole_suite_request(case)
    run, data_file = measured_run(Role.VISIBLE, (), files, extra, case)
    if crashed := crash_facts(run):
        return HeadRunResult(CheckResult(missing=crashed))
    broken = void_findings(run, case)
    if broken:
        return HeadRunResult(CheckResult(broken))
    seen = outcomes_of(run)
    if not seen.by_node and not at_base.by_node and not run.collect_errors:
        why = "an audit without tests would pass with any code"
        absent = MissingFact("there is no test, at the base or at the head", "write one", why)
        return HeadRunResult(CheckResult(missing=(absent,)))
    contracts = tuple(audit.range.registry.contracts.values())
    asked = [name for each in contracts for name in each.contract.missing]
    if unbuilt := unbuilt_facts(run, at_base, expected, asked, audit.audit.setup, case.layout):
        return HeadRunResult(CheckResult(missing=unbuilt), seen=seen, is_unbuilt=True)
    # Only an amendment can make a test skip that passed here at the base: such a test may not be skipped.
    may_skip = tuple(each for test, each in tests.items() if test in new or test not in expected)
    shown = contract_result(run, Expected(tuple(expected.values()), new, may_skip, contracts, evolution.base), case)
    regressed, excused = regressions(at_base, seen, tests.keys(), evolution, case.layout)
    findings = [
        *origin_findings(run, case.layout),
        *shown.findings,
        *regressed,
        *(each for each in uncollected(run, tests) if each.at and each.at.path not in at_base.uncollected),
    ]
    changed = changed_subject_lines(evolution, case)
    covered = coverage_of(changed, evolution.base, data_file, run, case)
    passed = sum(outcome == "passed" for outcome in seen.by_node.values())
    waiting = tests.keys() - expected.keys() - shown.skipped
    notes = [*covered.notes, *shown.notes, *unseen_notes(run, at_base, audit.audit.setup, case.layout)]
    if excused:
        notes.append(f"{agreed(len(excused), 'test', 'fails', 'fail')} here as at the base (not counted): {excused[0]}")
    notes += waiting_notes(waiting)
    row = Row("green", f"{passed} of {len(seen.by_node)} tests at the head", f"commit {audit.range.head[:10]}")
    result = CheckResult(
        (*findings, *shown.of_coverage(covered)), (*covered.missing, *shown.missing), (row,), tuple(notes)
    )
    return HeadRunResult(result, covered.table, seen, shown.lost)


def measured_run(
    role: Role, targets: Iterable[TestId], files: Iterable[str], extra: Extra, case: Case
) -> tuple[RunSeen, str]:
    """What was seen of a run under coverage, and the absolute path of its coverage data."""
    data_file = own_data_file()
    core = best_core(case.directory, case.coverage_options)
    extra = {**extra, "data_file": data_file}
    if core:
        extra["core"] = core
    sources = coverage_sources(case)
    if role is not Role.VISIBLE:
        named = [str(test) for test in targets]
        return case.runner.run(role, targets=named, files=files, extra=extra, coverage=sources), data_file
    orders = Orders(role=role, top=case.layout.top, files=tuple(files), coverage=sources, extra=extra)
    return case.runner.visible(orders), data_file


def lines_run(data_file: str, paths: Iterable[str], case: Case) -> dict[str, tuple[frozenset[int], frozenset[int]]]:
    """Repository-relative path -> its lines that can run, and those that did, by the coverage data of a run."""
    absolute = {os.path.realpath(os.path.join(case.layout.top, path)): path for path in paths}
    facts = read_coverage(data_file, case.directory, absolute, {}, wants_total=False)
    return {absolute[full]: (each.statements, each.statements - each.missing) for full, each in facts.files.items()}
