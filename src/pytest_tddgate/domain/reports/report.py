"""What a gate reports besides its verdict: rows, notes, tables, and the next step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.rules.rule import Gate

if TYPE_CHECKING:
    from pytest_tddgate.domain.reports.moves import Move
    from pytest_tddgate.domain.reports.run_coverage import RunCoverage
    from pytest_tddgate.domain.verdict import Finding, Verdict

__all__ = ["Report", "Row"]

_ABOUT_LOCKED_TEXT = "unpolished-test"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a report: a state (`red`, `pin`, `green`, …), its kind, what it is about, and a remark."""

    state: str
    kind: str
    about: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a gate reports.

    `header` holds facts that the verdict rests on, `notes` observations that do not affect it, `passed` the sentence
    for a gate that opens. `move` overrides the next step that follows from the gate or its first finding. `feature` and
    `base` (a commit id) are empty if there are none.
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
        """The advice to follow before the next step, if there is any."""
        return next((each for each in self.verdict.advice if each.is_due), None) if self.verdict.is_passed else None

    @property
    def last_call(self) -> tuple[Finding, ...]:
        """Advice that locking has just made hard to follow; it is printed even if only refusals are asked for."""
        is_done = self.gate is Gate.LOCK and self.verdict.is_passed
        return tuple(each for each in self.verdict.advice if each.rule.id == _ABOUT_LOCKED_TEXT) if is_done else ()
