"""How the judged tests appear in the report: a finding for each that is not red, and a row for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.report import Row
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.red import ALREADY_GREEN, HOLLOW
from pytest_tddgate.domain.verdict import Finding
from pytest_tddgate.gates.verify_fail.bare_raises import asking_for_match
from pytest_tddgate.gates.verify_fail.faults_in_text import faults_in_text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.verify_fail.judged import CaseRed, TestRed
    from pytest_tddgate.gates.verify_fail.new_tests import NewTests
    from pytest_tddgate.gates.verify_fail.newness import ToBeRed
    from pytest_tddgate.gates.verify_fail.null_implementation import NullCheck

__all__ = ["PINS_A_CASE", "asked_for_nothing", "findings_by_test", "red_findings", "red_row"]

PINS_A_CASE = (
    'assert behaviour that is missing today, or declare it: pytest.param(..., marks=pytest.mark.tdd_pins("reason"))'
)
_MANY = 3


def findings_by_test(
    new: NewTests, wanted: ToBeRed, evolution: Evolution, case: Case
) -> dict[TestId, tuple[Finding, ...]]:
    """The findings about each new test: why it is not red for the right reason, and the faults in its text."""
    by_case = {*wanted.rows, *wanted.cases}
    amended = {*evolution.changed_tests(), *by_case} if case.amend is not None else set()
    found = {
        test: red_findings(each, new.null_check, case, is_amended=test in amended, is_by_case=test in by_case)
        for test, each in new.judged.items()
    }
    return found | faults_in_text(new.judged, found, evolution, case)


def red_findings(
    judged: TestRed, null_check: NullCheck, case: Case, *, is_amended: bool, is_by_case: bool = False
) -> tuple[Finding, ...]:
    """Why this test is not red for the right reason; empty if it is, or if it is a declared pin or hang.

    `is_by_case`: only its cases are new, and not the test itself.
    """
    every_case = case.settings.red == "every-case"
    found = _red_findings(judged, null_check, every_case=every_case, is_amended=is_amended)
    by_case = is_by_case or any(each.pins for each in judged.cases)
    if by_case and judged.pins is None and not judged.hidden_by and [each.rule for each in found] == [ALREADY_GREEN]:
        green = [each for each in judged.cases if each.blame is None and not each.pins]
        found = tuple(_case_finding(judged, each) for each in green[:_MANY])
    return asking_for_match(judged.test, found, case)


def _red_findings(judged: TestRed, null_check: NullCheck, *, every_case: bool, is_amended: bool) -> tuple[Finding, ...]:
    if judged.test in null_check.faulty:
        fault = null_check.faulty[judged.test]
        what, at = f"{judged.test} {fault.what}", fault.at or judged.at
        return (Finding(rule(fault.rule), what, at=at, next_step=fault.next_step),)
    is_green = not judged.faulty_cases and not judged.red_cases
    if is_green or judged.test in null_check.unrelated:
        return _green(judged, is_amended=is_amended)
    if every_case:
        unred = [case for case in judged.cases if case not in judged.red_cases and not _is_declared(case, judged)]
        return tuple(_case_finding(judged, case) for case in unred[:_MANY]) or _hollow(
            judged, null_check, is_amended=is_amended
        )
    if judged.red_cases:
        return _hollow(judged, null_check, is_amended=is_amended)
    faulty = [case for case in judged.faulty_cases if not _is_declared(case, judged)]
    return (_case_finding(judged, faulty[0]),) if faulty else ()


def _green(judged: TestRed, *, is_amended: bool) -> tuple[Finding, ...]:
    """The finding for a test that passes now, or once its file can be imported; none for a pin with a reason."""
    if judged.pins:
        return ()
    if judged.pins is not None:
        return (_finding(judged, "already-green", "is marked as a pin, and gives no reason"),)
    if is_amended:
        return (_finding(judged, "amended-green", "is a declared amendment, and passes before and after"),)
    behind = f": only the import of {judged.hidden_by} is in its way" if judged.hidden_by else ""
    return (_finding(judged, "already-green", f"passes before any code was written{behind}"),)


def asked_for_nothing(
    sound: Collection[TestId], checked: Collection[TestId], null_check: NullCheck, judged: Mapping[TestId, TestRed]
) -> tuple[Finding, ...]:
    """A finding if every new test is sound and was checked, and code that does nothing satisfies them all together."""
    new = [test for test, each in judged.items() if each.pins is None]
    if not null_check.whole or not new or set(new) - set(sound) or set(new) - set(checked):
        return ()
    tests = f"all {len(new)} new tests" if len(new) > 1 else "the only new test"
    what = f"{tests} would be satisfied by code that does nothing: {null_check.whole}"
    return (Finding(HOLLOW, what, at=judged[new[0]].at),)


def red_row(judged: TestRed, findings: tuple[Finding, ...]) -> Row:
    """The row of a test: its state, its kind of red, the first line of its message."""
    about = str(judged.test)
    if findings:
        is_amended = findings[0].rule.id == "amended-green"
        return (
            Row("amended", "", about, "passes before and after") if is_amended else Row("-", findings[0].rule.id, about)
        )
    if not judged.red_cases:
        state = "pin" if judged.pins is not None else "red"
        return Row(state, "" if state == "pin" else "hangs", about, judged.pins or judged.hangs or "")
    count = f"{len(judged.red_cases)} of {len(judged.cases)} cases: " if len(judged.cases) > 1 else ""
    blame = judged.red_cases[0].blame
    kind = judged.kind
    return Row("red", kind.value if kind else "", about, count + (blame.what if blame else ""))


def _is_declared(case: CaseRed, judged: TestRed) -> bool:
    return bool(case.pins) if case.blame is None else case.blame.rule == "hangs" and bool(judged.hangs)


def _hollow(judged: TestRed, null_check: NullCheck, *, is_amended: bool) -> tuple[Finding, ...]:
    if judged.test not in null_check.hollow or judged.pins:
        return ()
    rule_id = "amended-green" if is_amended else "hollow"
    return (_finding(judged, rule_id, f"would be satisfied by {null_check.hollow[judged.test]}"),)


def _case_finding(judged: TestRed, case: CaseRed) -> Finding:
    name = f"{judged.test}[{case.case}]" if case.case else str(judged.test)
    if case.blame is None:
        step = PINS_A_CASE if case.case else ""
        return Finding(ALREADY_GREEN, f"{name} passes before any code was written", at=judged.at, next_step=step)
    at = case.blame.at or judged.at
    return Finding(rule(case.blame.rule), f"{name} {case.blame.what}", at=at, next_step=case.blame.next_step)


def _finding(judged: TestRed, rule_id: str, what: str) -> Finding:
    return Finding(rule(rule_id), f"{judged.test} {what}", at=judged.at)
