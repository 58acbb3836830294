"""Gate 6: linters, coverage and every reviewer agree about the change, and nothing is left to do."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.asking import Asking
from pytest_tddgate.domain.reports.checklist import Standing, item_findings, item_row
from pytest_tddgate.domain.reports.moves import Move, Verb, opened
from pytest_tddgate.domain.reports.report import Report
from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.domain.verdict import verdict_of
from pytest_tddgate.gates.audit_command import audit_command
from pytest_tddgate.gates.case import leveled, waiver_rows
from pytest_tddgate.gates.change.judged_state import state_of
from pytest_tddgate.gates.docs.pages import roadmap_findings
from pytest_tddgate.gates.green import gate as green
from pytest_tddgate.gates.panel.style_of_tests import with_amendments
from pytest_tddgate.gates.review.bypassed import bypass_findings
from pytest_tddgate.gates.review.checklist import TOLD_BY_GREEN, ChecklistFacts, items_of
from pytest_tddgate.gates.review.panel_answers import answers_in, panel_of, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_tddgate.adapters.programs import Answered
    from pytest_tddgate.domain.contracts.contract import Contract
    from pytest_tddgate.domain.reports.checklist import Item
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.domain.run.orders import Orders
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.panel.panel import Panelist
    from pytest_tddgate.gates.review.panel_answers import Panel

__all__ = ["Prepared", "judge", "lead_of", "prepare"]

_COVERAGE = "coverage"


@dataclass(frozen=True, slots=True)
class Prepared:
    """Green's preparation, the panel that is asked while the tests run, and the state of the files at that moment."""

    green: green.Prepared
    panel: Panel
    asking: Asking
    state: tuple[str, str]

    @property
    def orders(self) -> Orders:
        """The orders of green: the whole suite, with coverage."""
        return self.green.orders


def prepare(case: Case) -> Prepared:
    """Facts that are needed before any project code runs; the panel is asked at once."""
    prepared = green.prepare(case)
    implementation = green.implementation_before(prepared, case)
    panel = panel_of(implementation, prepared.evolution, case, prepared.target)
    if panel.members:
        case.tell(f"review: asking {', '.join(each.name for each in panel.members)} while the tests run")
    return Prepared(prepared, panel, Asking([each.program for each in panel.members]), state_of(case))


def judge(case: Case, prepared: Prepared, run: RunSeen) -> Report:
    """Whether every panel member agrees, and every item of the checklist is done."""
    ended, panel = time.monotonic(), prepared.panel
    try:
        _show(prepared, case)
        seen = green.run_result(case, prepared.green, run)
        case.board.say(_COVERAGE, next(iter(seen.covered.notes), "not measured"), time.monotonic() - ended)
        said = answers_in(panel, prepared.asking.answers())
    finally:
        case.board.end()
    shown = ChecklistFacts(prepared.green, seen, panel.members, said.remarks, prepared.state, frozenset(said.silent))
    items = items_of(shown, case)
    told = {*TOLD_BY_GREEN, *said.items_told(panel)}
    open_items, unknown = item_findings(each for each in items if each.name not in told)
    contract = prepared.green.target.contract
    feature = contract.feature
    bypassed = bypass_findings(prepared.green.evolution, case)
    asked_for = with_amendments(said.findings, contract)
    found = (*seen.findings, *asked_for, *bypassed, *roadmap_findings(feature, case), *open_items)
    unknown = (
        *panel.absent,
        *said.silent.values(),
        *seen.covered.missing,
        *seen.left_out,
        *seen.others.missing,
        *unknown,
    )
    verdict = verdict_of(*leveled(found, case.settings), missing=unknown)
    return Report(
        gate=Gate.REVIEW,
        verdict=verdict,
        header=(f"feature {feature or '(no contract)'} · changed since {prepared.green.evolution.base[:10]}", ""),
        rows=(*(item_row(each) for each in items), *waiver_rows(case.settings)),
        notes=(*seen.covered.notes, *seen.others.notes),
        table=seen.covered.table,
        passed=f"{feature or 'the change'} is reviewed{_summary(panel.members, items)}.",
        move=_onward(case) if verdict.is_passed else lead_of(verdict.findings, contract),
        feature=feature,
        base=prepared.green.evolution.base,
    )


def _onward(case: Case) -> Move:
    return opened(Gate.REVIEW, audit_command(case.repository))


def _summary(panel: Sequence[Panelist], items: Sequence[Item]) -> str:
    """Who reviewed, how many items are done, and which were not asked: many read nothing but this last line."""
    by = f" by {', '.join(each.name for each in panel)}" if panel else ""
    unasked = [each.name for each in items if each.standing is Standing.UNASKED]
    done = counted(len(items) - len(unasked), "item")
    return f"{by}, with {done} done" + (f" (not asked: {', '.join(unasked)})" if unasked else "")


def lead_of(findings: tuple[Finding, ...], contract: Contract) -> Move | None:
    """The move that follows from the first finding, if that is about another gate, a commit, or a locked test."""
    if not findings:
        return None
    first = findings[0]
    match first.rule.id:
        case "gate-not-passed":
            return Move(Verb.RUN, first.remedy, first.what)
        case "not-committed":
            return Move(Verb.COMMIT, "pytest --tdd-gate=review", first.what)
        case "lint" | "format" | "types" if first.at and first.at.path in contract.locked and first.rerun is None:
            return Move(Verb.ASK_PERSON, "pytest --tdd-gate=review", first.remedy)
        case _:
            return None


def _show(prepared: Prepared, case: Case) -> None:
    """Show the progress of each panel member, from now on until all have answered."""
    members = prepared.panel.members

    def say(at: int, answered: Answered, seconds: float) -> None:
        case.board.say(members[at].name, words_of(members[at], answered), seconds)

    case.board.begin("review", (_COVERAGE, *(each.name for each in members)), prepared.asking.since)
    prepared.asking.listen(say)
