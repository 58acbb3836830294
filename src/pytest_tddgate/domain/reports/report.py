"""What a gate has to say beside its verdict: rows, notes, tables, and what is possible next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.rules.rule import Gate

if TYPE_CHECKING:
    from pytest_tddgate.domain.reports.moves import Move
    from pytest_tddgate.domain.reports.run_coverage import RunCoverage
    from pytest_tddgate.domain.verdict import Finding, Verdict

__all__ = ["Report", "Row"]

_OF_LOCKED_TEXT = "unpolished-test"


@dataclass(frozen=True, slots=True)
class Row:
    """One line about one thing: a state (`red`, `pin`, `green`, …), its kind, what it is about, and a remark."""

    state: str
    kind: str
    about: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a gate says.

    `header` are facts that the judgement rests on, `notes` what was noticed and does not count, `passed` the sentence
    of a gate that opens. `move` is what comes next where neither the gate, if it opens, nor the first finding, if it
    refuses, says it. `feature` and `base` (a commit id) are empty where the gate knows none.
    """

    gate: Gate
    verdict: Verdict
    header: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    passed: str = ""
    move: Move | None = None
    feature: str = ""
    base: str = ""
    coverage: RunCoverage | None = None

    @property
    def due(self) -> Finding | None:
        """The advice to follow before what is possible next, if there is any."""
        return next((each for each in self.verdict.advice if each.is_due), None) if self.verdict.is_passed else None

    @property
    def last_call(self) -> tuple[Finding, ...]:
        """The advice about what this gate has just made hard to change: who asks for refusals alone has to know it."""
        is_done = self.gate is Gate.LOCK and self.verdict.is_passed
        return tuple(each for each in self.verdict.advice if each.rule.id == _OF_LOCKED_TEXT) if is_done else ()
