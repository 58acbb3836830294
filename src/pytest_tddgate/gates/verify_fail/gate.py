"""Gate 2: every new test is red for the right reason, and every existing test is unmodified and passes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.red.blame import Scene
from pytest_tddgate.domain.reports.moves import opened
from pytest_tddgate.domain.reports.report import Report
from pytest_tddgate.domain.rules.red import BROKEN_TEST
from pytest_tddgate.domain.rules.rule import Gate, Level
from pytest_tddgate.domain.run.orders import Orders
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.domain.verdict import Finding, MissingFact, Place, verdict_of
from pytest_tddgate.gates.case import leveled, leveled_refusals, waiver_rows
from pytest_tddgate.gates.change.evolution import evolution_since
from pytest_tddgate.gates.change.existing import harness_findings, modification_findings
from pytest_tddgate.gates.change.tests_there import absent_tests
from pytest_tddgate.gates.contracts.home import with_home_steps
from pytest_tddgate.gates.contracts.lost_tests import removed_locked_findings, removed_locked_tests
from pytest_tddgate.gates.contracts.naming import lock_command, name_to_lock
from pytest_tddgate.gates.panel.style_of_tests import with_style_findings
from pytest_tddgate.gates.run.selection import missing_tests
from pytest_tddgate.gates.run.validity import crash_facts, notes_of_end, origin_findings
from pytest_tddgate.gates.run.whole_suite import void_findings, whole_suite_request
from pytest_tddgate.gates.verify_fail.existing_outcomes import existing_tests
from pytest_tddgate.gates.verify_fail.flaky_check import flaky_check
from pytest_tddgate.gates.verify_fail.hidden import behind_the_base, files_of_unknown_tests, hidden_files
from pytest_tddgate.gates.verify_fail.judged import data_flow_of
from pytest_tddgate.gates.verify_fail.new_tests import judged_new_tests
from pytest_tddgate.gates.verify_fail.newness import new_tests_in, nothing_new
from pytest_tddgate.gates.verify_fail.null_implementation import cases_behind
from pytest_tddgate.gates.verify_fail.quality import advice_on, single_example_findings
from pytest_tddgate.gates.verify_fail.refactored import refactored_code
from pytest_tddgate.gates.verify_fail.report import asked_for_nothing, findings_by_test, red_row
from pytest_tddgate.gates.verify_fail.scope import kept_words, narrowed, new_data, why_everything
from pytest_tddgate.gates.verify_fail.set_aside import with_code_aside
from pytest_tddgate.gates.verify_fail.weakened import weakened_findings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.domain.reports.moves import Move
    from pytest_tddgate.domain.run.observation import RunSeen, TestId
    from pytest_tddgate.domain.verdict import Verdict
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.contracts.waiting import Waiting
    from pytest_tddgate.gates.verify_fail.judged import TestRed
    from pytest_tddgate.gates.verify_fail.new_tests import NewTests

__all__ = ["Prepared", "RedFacts", "facts_of", "judge", "prepare", "report_of"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is known before the run, and the orders for it; `is_partial`: only the touched test files will run.

    `whole_because` says why the whole suite runs although it need not. `taken` maps removed tests to their features.
    """

    evolution: Evolution
    orders: Orders
    is_partial: bool = False
    whole_because: str = ""
    taken: Mapping[TestId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RedFacts:
    """Everything that this gate found out: the judged tests, the missing functionality, findings, notes.

    `by_test` has the findings about each new test, which are among `findings`. `functionality` are the first-party
    names that the tests ask for; `cases_behind` the cases of tests that an import error hides. `kept` says how the
    existing tests did. `waiting` is the feature that is locked already, if no test is new. `old` are the files that
    could not be imported at the base either.
    """

    evolution: Evolution
    judged: Mapping[TestId, TestRed] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    by_test: Mapping[TestId, tuple[Finding, ...]] = field(default_factory=dict)
    functionality: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    cases_behind: Mapping[TestId, frozenset[str]] = field(default_factory=dict)
    kept: str = ""
    waiting: Waiting | None = None
    old: frozenset[str] = frozenset()

    @property
    def is_locked(self) -> bool:
        """Whether this gate refuses because no test is new, while a feature is locked already."""
        refusing = (each.rule.id for each in self.findings if each.level is Level.REFUSE)
        return self.waiting is not None and "nothing-new" in refusing


def prepare(case: Case) -> Prepared:
    """Facts that are needed before any project code runs, for as much of the suite as the settings ask for."""
    is_whole = case.settings.red_scope == "suite"
    prepared = prepare_suite(case, with_subject=not is_whole)
    prepared = replace(prepared, taken=removed_locked_tests(prepared.evolution, case))
    if is_whole:
        return prepared
    because = why_everything(prepared.evolution, case)
    if because or not prepared.orders.files:
        return replace(prepared, whole_because=because)
    return replace(prepared, orders=narrowed(prepared.orders), is_partial=True)


def prepare_suite(case: Case, *, with_subject: bool = False) -> Prepared:
    """The preparation for a run of the whole suite; `with_subject` also looks up the subject's changed files."""
    evolution = evolution_since(case.repository.resolve(case.base or "HEAD"), case, with_subject=with_subject)
    files = tuple(path for path in evolution.changes if path not in evolution.removed_files)
    expected = [str(test) for test in evolution.new_tests()]
    expected += [f"{file}::{name}" for file, change in evolution.changes.items() for name in change.added_rows]
    if case.amend is not None:
        expected += [str(test) for test in evolution.changed_tests()]
    orders = Orders(
        role=Role.VISIBLE,
        top=case.layout.top,
        files=files,
        expected=tuple(expected),
        timeout=case.settings.red_timeout,
        extra=whole_suite_request(case),
    )
    return Prepared(evolution, orders)


def judge(case: Case, prepared: Prepared, run: RunSeen) -> Report:
    """Whether every new test is red for the right reason and nothing else changed."""
    facts = facts_of(case, prepared, run)
    findings = with_style_findings(facts.findings, prepared.orders.files, facts.evolution.base, case)
    return report_of(Gate.VERIFY_FAIL, replace(facts, findings=findings), case)


def facts_of(case: Case, prepared: Prepared, run: RunSeen, setup: str | None = None) -> RedFacts:
    """What the run and the further runs that it requires show; `setup` is an audit's build command, None elsewhere."""
    evolution = prepared.evolution
    if crashed := crash_facts(run):
        return RedFacts(evolution, missing=crashed)
    if broken_run := void_findings(run, case, is_red=True):
        return RedFacts(evolution, findings=broken_run)
    scene = Scene(case.layout, None, data_flow_of(case.repository, case.layout), case.settings.red_timeout)
    kept = existing_tests(run, evolution, case, prepared.orders.files if prepared.is_partial else ())
    hidden, hidden_notes, old = hidden_files(run, evolution, scene, case)
    wanted = new_tests_in(run, evolution, case.layout, is_amended=case.amend is not None, new_cases=kept.new_cases)
    new = judged_new_tests(wanted, run, evolution, scene, case)
    unlisted = files_of_unknown_tests(run, evolution, wanted.tests, scene, case)
    by_test = findings_by_test(new, wanted, evolution, case)
    is_empty = not (wanted.tests - new.old.keys() or unlisted or evolution.unreadable)
    waiting = _waiting(case) if is_empty else None
    again = flaky_check([test for test in new.red if not by_test[test]], new.judged, wanted, scene, case)
    findings = (
        *with_code_aside((finding for found in by_test.values() for finding in found), case),
        *wanted.not_run(new.found.keys() | new.excused, run, case.layout.root, case.layout.patterns),
        *weakened_findings(by_test, evolution, case),
        *_unreadable(evolution),
        *again.findings,
        *removed_locked_findings(prepared.taken, run),
        *modification_findings(evolution, case.amend, {str(test) for test in prepared.taken}),
        *harness_findings(evolution, case.amend, case),
        *kept.findings,
        *hidden,
        *origin_findings(run, case.layout),
        *nothing_new(
            new.judged, is_empty=is_empty, waiting=waiting, without=refactored_code(case) if is_empty else None
        ),
    )
    missing = (
        *missing_tests(run, evolution.base, case, is_partial=prepared.is_partial),
        *kept.missing,
        *behind_the_base(new.judged.values(), old, case.layout, setup),
        *unlisted,
    )
    return RedFacts(
        evolution,
        judged=new.judged,
        findings=leveled(with_home_steps(_with_advice(findings, by_test, new, case), case), case.settings),
        by_test=by_test,
        functionality=new.missing,
        notes=(*kept.notes, *hidden_notes, *new.elsewhere, *again.notes, *notes_of_end(run)),
        missing=missing,
        cases_behind=cases_behind(new.stand_in_run),
        kept=kept_words(kept.count, new_data(evolution) if prepared.is_partial else None, prepared.whole_because),
        waiting=waiting,
        old=frozenset(each.path for each in old),
    )


def _with_advice(
    findings: tuple[Finding, ...], by_test: Mapping[TestId, tuple[Finding, ...]], new: NewTests, case: Case
) -> tuple[Finding, ...]:
    """The findings, with advice about the tests that have none."""
    sound = [test for test in new.judged if not by_test[test]]
    advised = (
        *findings,
        *asked_for_nothing(sound, new.checked, new.null_check, new.judged),
        *advice_on(sound, case, new.missing),
    )
    if leveled_refusals(advised, case.settings):  # tests that have to change anyway need no sharpening yet
        return advised
    return (*advised, *single_example_findings(sound, new.missing, case))


def report_of(gate: Gate, facts: RedFacts, case: Case) -> Report:
    """The report of these facts for the given gate."""
    rows = tuple(red_row(each, facts.by_test[test]) for test, each in facts.judged.items())
    red = sum(row.state == "red" for row in rows)
    functionality = f"missing functionality: {', '.join(facts.functionality)}" if facts.functionality else ""
    verdict = verdict_of(*facts.findings, missing=facts.missing)
    return Report(
        gate=gate,
        verdict=verdict,
        header=(f"base {facts.evolution.base[:10]} · subject {', '.join(case.layout.packages) or 'not found'}", ""),
        rows=(*rows, *waiver_rows(case.settings)),
        notes=tuple(each for each in (facts.kept, functionality, *absent_tests(case), *facts.notes) if each),
        passed=f"{red} test{'s are' if red != 1 else ' is'} red for the right reason.",
        move=_move_after(verdict, facts, case),
        feature=case.feature or "",
        base=facts.evolution.base,
    )


def _move_after(verdict: Verdict, facts: RedFacts, case: Case) -> Move | None:
    """The next move: lock the red tests, or implement the feature that is locked already."""
    if verdict.is_passed:
        name = name_to_lock(case, [test.file for test in facts.judged], facts.functionality)
        return opened(Gate.VERIFY_FAIL, lock_command(case, name))
    is_only_done = bool(verdict.findings) and verdict.findings[0].rule.id == "nothing-new"
    return facts.waiting.move if facts.waiting and is_only_done else None


def _waiting(case: Case) -> Waiting | None:
    """The feature that is locked already and waits for its code."""
    from pytest_tddgate.gates.contracts.waiting import waiting_feature  # noqa: PLC0415 - few runs need it

    return waiting_feature(case)


def _unreadable(evolution: Evolution) -> list[Finding]:
    found = evolution.unreadable.items()
    return [Finding(BROKEN_TEST, f"{path} {each.why}", at=Place(path, each.line)) for path, each in found]
