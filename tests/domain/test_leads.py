"""What a refusal leads to where its rule alone does not tell."""

from __future__ import annotations

from pytest_tddgate.domain.reports.moves import Move, Verb
from pytest_tddgate.domain.reports.report import Report
from pytest_tddgate.domain.reports.statement import stated
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.domain.verdict import Finding, verdict_of


def test_a_report_can_say_what_its_refusal_leads_to() -> None:
    """Which gate has to run, or what has to be committed."""
    move = Move(Verb.RUN, "pytest --tdd-gate=green", "green has not run here")
    verdict = verdict_of(Finding(rule("gate-not-passed"), "green has not run here"))

    statement = stated(Report(Gate.REVIEW, verdict, move=move), again="pytest --tdd-gate=review")

    assert statement.move == move
