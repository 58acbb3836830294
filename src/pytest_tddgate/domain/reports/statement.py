"""What machine-readable reports hold: a gate's report, its verdict as a word, its exit code, and the next step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.domain.reports.moves import move_after, move_without_verdict
from pytest_tddgate.domain.reports.report import Report
from pytest_tddgate.domain.verdict import Outcome, Verdict

if TYPE_CHECKING:
    from pytest_tddgate.domain.reports.moves import Move
    from pytest_tddgate.domain.rules.rule import Gate
    from pytest_tddgate.domain.verdict import MissingFact

__all__ = ["NO_VERDICT", "Statement", "stated", "unjudged"]

NO_VERDICT = "none"


@dataclass(frozen=True, slots=True)
class Statement:
    """A report and what follows from it; `verdict` is an outcome's word, or `none` if nothing was judged."""

    report: Report
    verdict: str
    exit_code: ExitCode
    move: Move


def stated(report: Report, again: str) -> Statement:
    """The statement of a gate that has judged; `again` is the command line that asks the gate again."""
    outcome = report.verdict.outcome
    return Statement(report, outcome.value, outcome.exit_code, move_after(report, again))


def unjudged(gate: Gate, code: ExitCode, obstacle: MissingFact, again: str) -> Statement:
    """The statement if no verdict was possible, with the obstacle as the missing fact."""
    report = Report(gate, Verdict(Outcome.UNDECIDED, missing=(obstacle,)))
    verdict = Outcome.UNDECIDED.value if code is ExitCode.UNDECIDED else NO_VERDICT
    return Statement(report, verdict, code, move_without_verdict(code, obstacle.next_step, again))
