"""Gate 4: the contract passes, committed tests are untouched, coverage is reached, and the controls hold."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.coverage import best_core
from pytest_tddgate.domain.contracts.belonging import other_projects_note
from pytest_tddgate.domain.reports.report import Report
from pytest_tddgate.domain.reports.wording import agreed
from pytest_tddgate.domain.rules.consequences import causes_of
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.domain.run.orders import Orders
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.domain.verdict import Finding, MissingFact, verdict_of
from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.case import leveled, waiver_rows
from pytest_tddgate.gates.change.evolution import evolution_since
from pytest_tddgate.gates.change.subject_there import missing_subject
from pytest_tddgate.gates.change.tests_there import absent_tests
from pytest_tddgate.gates.contracts.in_force import forms_in_force
from pytest_tddgate.gates.contracts.registry import Locked, Registry, registry_of
from pytest_tddgate.gates.contracts.target import option_of, provisional, target_of
from pytest_tddgate.gates.contracts.untouched import FileStamps, file_stamps_of, untouched_findings
from pytest_tddgate.gates.contracts.written_files import written_since
from pytest_tddgate.gates.green.collected import with_collected
from pytest_tddgate.gates.green.contract_outcomes import contract_findings
from pytest_tddgate.gates.green.contract_result import ContractResult, Expected, contract_result
from pytest_tddgate.gates.green.controls import control_findings
from pytest_tddgate.gates.green.coverage_data import new_data_file, remove_own
from pytest_tddgate.gates.green.covered import Covered, coverage_of
from pytest_tddgate.gates.green.existing_outcomes import OtherTests, other_tests
from pytest_tddgate.gates.green.left_out import coverage_sources
from pytest_tddgate.gates.green.next_move import move_after_green
from pytest_tddgate.gates.green.report_words import passed_line, row_of
from pytest_tddgate.gates.implementation.checks import implementation_of, read_findings, run_checks
from pytest_tddgate.gates.implementation.examined import CheckResult
from pytest_tddgate.gates.implementation.seals import seals_at_head
from pytest_tddgate.gates.run.selection import missing_tests
from pytest_tddgate.gates.run.skips import run_here
from pytest_tddgate.gates.run.validity import origin_findings
from pytest_tddgate.gates.run.whole_suite import void_findings, whole_suite_request

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.contracts.contract import LockedTest
    from pytest_tddgate.domain.run.extra import Extra
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.implementation.examined import Implementation

__all__ = ["Prepared", "RunResult", "every_contract_test", "implementation_before", "judge", "prepare", "run_result"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is known before the run; `target` is the contract in work, `evolution` what changed since its base.

    `registry` holds the contracts of this project, `other_projects` a note about those of others in the repository.
    """

    registry: Registry
    target: Locked
    evolution: Evolution
    findings: tuple[Finding, ...]
    file_stamps: FileStamps
    orders: Orders
    data_file: str
    other_projects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run shows of the contracts, the other tests and coverage; `left_out` says what it did not run."""

    tests: tuple[LockedTest, ...]
    implementation: Implementation
    findings: tuple[Finding, ...]
    others: OtherTests
    covered: Covered
    left_out: tuple[MissingFact, ...]


def prepare(case: Case) -> Prepared:
    """Facts that are needed before any project code runs."""
    registry = registry_of(case)
    target = target_of(registry, case)
    if case.amend is not None:
        raise Unusable(
            "--tdd-amend is for verify-fail and lock",
            why="once a contract is locked, an amendment is a commit of its own",
            next_step=f'tddgate amend {target.contract.feature or "FEATURE"} --reason "{case.amend}"',
        )
    base = case.repository.resolve(case.base) if case.base else target.commit
    evolution = evolution_since(base, case, with_subject=True)
    if not target.contract.tests:
        target = provisional(evolution, case)
    findings = (*registry.findings, *untouched_findings(registry, target, evolution, case))
    own = registry.within(case.layout.root)
    contracts = [*own.contracts.values(), target]
    files = sorted({test.test.file for each in contracts for test in each.contract.tests} | {*evolution.changes})
    data_file = new_data_file(case)
    extra: Extra = {**whole_suite_request(case), "data_file": data_file}
    if core := best_core(os.path.join(case.layout.top, case.layout.root), case.coverage_options):
        extra["core"] = core
    orders = Orders(
        role=Role.VISIBLE, top=case.layout.top, files=tuple(files), coverage=coverage_sources(case), extra=extra
    )
    file_stamps = file_stamps_of(registry, target, case)
    other_projects = other_projects_note((each.contract for each in registry.contracts.values()), case.layout.root)
    return Prepared(own, target, evolution, findings, file_stamps, orders, data_file, other_projects)


def judge(case: Case, prepared: Prepared, run: RunSeen) -> Report:
    """Whether the contract is green, over untouched tests, with enough coverage, and with its controls."""
    known = {each.test for each in every_contract_test(prepared)}
    target = with_collected(prepared.target, known, run, prepared.evolution, case)
    prepared = replace(prepared, target=target)
    seen = run_result(case, prepared, run)
    tests, implementation, others, covered = seen.tests, seen.implementation, seen.others, seen.covered
    findings = [*seen.findings, *read_findings(implementation, case)]
    missing = (*covered.missing, *missing_subject(case), *seen.left_out, *others.missing)
    if not missing and _has_no_refusal(findings, case):
        controlled, missing = control_findings(implementation, prepared.target, case)
        findings += controlled
    of_itself = CheckResult()
    if not missing and _has_no_refusal(findings, case):
        seals = seals_at_head(case)
        of_itself = run_checks(replace(implementation, held_out=seals.held_out), case)
        findings += [*seals.findings, *of_itself.findings]
    missing = (*missing, *of_itself.missing)
    leveled_findings = causes_of(leveled(findings, case.settings))
    rows = tuple(row_of(feature, locked, leveled_findings) for feature, locked in _contracts(prepared).items())
    verdict, option = verdict_of(*leveled_findings, missing=missing), option_of(target.contract.feature, case)
    return Report(
        gate=Gate.GREEN,
        verdict=verdict,
        header=(
            f"feature {target.contract.feature or '(no contract)'} · changed since {prepared.evolution.base[:10]}",
            "",
        ),
        rows=(*rows, *of_itself.rows, *waiver_rows(case.settings)),
        notes=(
            *covered.notes,
            *of_itself.notes,
            *others.notes,
            *_amendment_notes(prepared),
            *_uncontracted_note(prepared, tests),
            *_core_note(prepared),
            *absent_tests(case),
            *prepared.other_projects,
        ),
        table=covered.table,
        passed=passed_line(target.contract, tests),
        move=move_after_green(prepared.evolution, case, option) if verdict.is_passed else None,
        feature=target.contract.feature,
        base=prepared.evolution.base,
        coverage=covered.numbers,
    )


def run_result(case: Case, prepared: Prepared, run: RunSeen) -> RunResult:
    """What a run of the whole suite with coverage shows, before any experiment with the code."""
    evolution = prepared.evolution
    tests = run_here(every_contract_test(prepared), run, case)
    broken_run = void_findings(run, case)
    written = written_since(prepared.file_stamps, prepared.target, evolution.base, run, case)
    findings = [
        *prepared.findings,
        *written.findings,
        *(broken_run or origin_findings(run, case.layout)),
    ]
    if broken_run and run.stopped:  # stopped by a failure, as with -x: that failure comes first
        failed = [each for each in contract_findings(tests, run, case.layout) if each.rule.id == "not-green"]
        findings = [*failed, *findings]
    others = OtherTests()
    if broken_run:
        shown = ContractResult(missing=missing_tests(run, evolution.base, case))
    else:
        shown = contract_result(run, _asked(prepared, tests), case)
        findings += shown.findings
        others = other_tests(run, {t.test for t in tests}, evolution, case, is_lost=bool(findings))
        findings += others.findings
    others = replace(others, notes=(*others.notes, *written.notes, *shown.notes))
    implementation = implementation_before(prepared, case)
    data = prepared.data_file
    covered = Covered() if broken_run else coverage_of(implementation.changed, evolution.base, data, run, case)
    covered = covered.without_shares if run.collect_errors and not _has_no_refusal(findings, case) else covered
    remove_own(data)
    findings += shown.of_coverage(covered)
    return RunResult(tests, implementation, tuple(findings), others, covered, shown.missing)


def _asked(prepared: Prepared, tests: tuple[LockedTest, ...]) -> Expected:
    """What the run has to show; an amended test may not be skipped, because the amendment may have added the skip."""
    own = {each.test for each in prepared.target.contract.tests}
    amended = {*prepared.evolution.changed_tests()} - own
    may_skip = tuple(each for each in tests if each.test not in amended)
    return Expected(tests, own, may_skip, tuple(_contracts(prepared).values()), prepared.evolution.base)


def implementation_before(prepared: Prepared, case: Case) -> Implementation:
    """The change of the subject as it is before the run, with the tests that ask for it."""
    contract = prepared.target.contract
    return replace(
        implementation_of(contract.red_tests, contract.locked, prepared.evolution, case),
        contracted=tuple(each.test for each in every_contract_test(prepared)),
        features=(contract.feature,) if contract.feature else (),
    )


def _contracts(prepared: Prepared) -> dict[str, Locked]:
    own = {prepared.target.contract.feature or "(new tests)": prepared.target}
    return {**prepared.registry.contracts, **own}


def every_contract_test(prepared: Prepared) -> tuple[LockedTest, ...]:
    """The tests of every contract; a test in several contracts counts as the last of them has it."""
    return tuple(forms_in_force(_contracts(prepared).values()).values())


def _has_no_refusal(findings: Iterable[Finding], case: Case) -> bool:
    """Whether no finding refuses."""
    return verdict_of(*leveled(findings, case.settings)).is_passed


def _amendment_notes(prepared: Prepared) -> tuple[str, ...]:
    contracts = _contracts(prepared).items()
    return tuple(f"{name} was amended: {each.reason}" for name, own in contracts for each in own.contract.amendments)


def _uncontracted_note(prepared: Prepared, tests: tuple[LockedTest, ...]) -> tuple[str, ...]:
    """A note about new tests in no contract; without a contract, all new tests that were collected are judged."""
    if not prepared.target.contract.feature:
        return ()
    known = {each.test for each in tests}
    loose = [test for test in prepared.evolution.collectable_tests() if test not in known]
    return (f"{agreed(len(loose), 'new test', 'is', 'are')} in no contract: {loose[0]}",) if loose else ()


def _core_note(prepared: Prepared) -> tuple[str, ...]:
    core = prepared.orders.extra.get("core")
    return (f"coverage was measured with the {core} core",) if core else ()
