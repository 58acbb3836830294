"""A report as text for a terminal: what, where, why, next, and the verdict in the last line."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.moves import line_after
from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.domain.verdict import Outcome
from pytest_tddgate.render.problem import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.domain.reports.report import Report, Row
    from pytest_tddgate.domain.verdict import Finding, MissingFact, Verdict
    from pytest_tddgate.errors import TddgateError

__all__ = ["Style", "problem_lines", "report_lines"]

_MOST_FINDINGS = 10
_MOST_ROWS = 60
_COLORS = {
    "red": "33",
    "pin": "36",
    "green": "32",
    "passed": "32;1",
    "refused": "31;1",
    "undecided": "33;1",
    "advice": "36",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How much to print (0 everything, -1 refusals and the last call, -2 the last line), colours, and the width."""

    verbosity: int = 0
    is_colored: bool = False
    width: int = 100

    @classmethod
    def of_terminal(cls, verbosity: int, color: str) -> Style:
        """The style for pytest's `-q`, `-v` and `--color` options on this standard output."""
        width = shutil.get_terminal_size((100, 24)).columns
        return cls(verbosity, color == "yes" or (color != "no" and _wants_colors()), max(60, width))

    def paint(self, text: str, name: str) -> str:
        """The text in the colour of this state."""
        code = _COLORS.get(name)
        return f"\033[{code}m{text}\033[0m" if self.is_colored and code else text


def _wants_colors() -> bool:
    """What standard output and the variables ask for, in pytest's order."""
    if (said := os.environ.get("PY_COLORS")) in {"0", "1"}:
        return said == "1"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def report_lines(report: Report, style: Style) -> Iterator[str]:
    """Every line of a gate's report, in order."""
    verdict = report.verdict
    if style.verbosity > -2:  # noqa: PLR2004 - `-qq`
        yield ""
        yield f" TDD gate: {report.gate.value} ".center(style.width, "=")
        if style.verbosity >= 0:
            yield from _facts(report, style)
        yield from _findings(verdict, style)
        for finding in report.last_call if style.verbosity < 0 else ():
            yield from _finding(finding, "advice", style)
    yield last_line(report, style)


def last_line(report: Report, style: Style) -> str:
    """The verdict and the next command: always the last line, also where a file's name holds a line end."""
    outcome = report.verdict.outcome.value
    name = style.paint(outcome, outcome)
    return f"{name}: {' '.join(f'{_in_brief(report)} Next: {line_after(report)}'.splitlines())}"


def _in_brief(report: Report) -> str:
    verdict = report.verdict
    match verdict.outcome:
        case Outcome.PASSED:
            return report.passed
        case Outcome.REFUSED:
            return f"{counted(len(verdict.findings), 'finding')}."
        case Outcome.UNDECIDED:
            return f"{verdict.missing[0].what}."


def problem_lines(problem: TddgateError, outcome: str, style: Style) -> Iterator[str]:
    """The message for a problem that kept the gate from judging."""
    return lines_of(problem, style.paint(outcome, "undecided"))


def _facts(report: Report, style: Style) -> Iterator[str]:
    yield from report.header
    yield from _rows(report.rows, style)
    if report.table:
        yield ""
        yield from _table(report.table)
    for note in report.notes:
        yield f"note: {note}"
    yield ""


def _rows(rows: tuple[Row, ...], style: Style) -> Iterator[str]:
    shown = rows if style.verbosity > 0 else rows[:_MOST_ROWS]
    kinds = max((len(row.kind) for row in shown), default=0)
    abouts = min(60, max((len(row.about) for row in shown), default=0))
    for row in shown:
        line = f"  {style.paint(row.state.ljust(7), row.state)} {row.kind.ljust(kinds)}  {row.about.ljust(abouts)}"
        yield f"{line}  {row.remark}".rstrip()
    if len(shown) < len(rows):
        yield f"  and {len(rows) - len(shown)} more (-v shows all)"


def _table(table: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    for row in table:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield ("  " + "  ".join(cells)).rstrip()


def _findings(verdict: Verdict, style: Style) -> Iterator[str]:
    for finding in verdict.findings[:_MOST_FINDINGS]:
        yield from _finding(finding, "refused", style)
    if len(verdict.findings) > _MOST_FINDINGS:
        yield f"and {counted(len(verdict.findings) - _MOST_FINDINGS, 'more finding')}"
        yield ""
    for missing in verdict.missing:
        yield from _missing(missing, style)
    if style.verbosity >= 0:
        for finding in verdict.advice[:_MOST_FINDINGS]:
            yield from _finding(finding, "advice", style)
        if len(verdict.advice) > _MOST_FINDINGS:
            yield f"and {len(verdict.advice) - _MOST_FINDINGS} more pieces of advice"


def _finding(finding: Finding, label: str, style: Style) -> Iterator[str]:
    yield f"{style.paint(f'{label}[{finding.rule.id}]', label)}: {finding.what}"
    for line in finding.details:
        yield f"      {line}"
    if finding.at is not None:
        yield f"  --> {finding.at}"
    yield f"  why:  {finding.reason}"
    yield f"  next: {finding.remedy}"
    yield f"  more: tddgate explain {finding.rule.id}"
    yield ""


def _missing(missing: MissingFact, style: Style) -> Iterator[str]:
    yield f"{style.paint('undecided', 'undecided')}: {missing.what}"
    if missing.why:
        yield f"  why:  {missing.why}"
    yield f"  next: {missing.next_step}"
    yield ""
