"""A report as Markdown: a comment for a pull request, and the summary of a job."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_tddgate.render.places import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.reports.statement import Statement
    from pytest_tddgate.domain.verdict import Finding

    _Row = tuple[str, ...]

__all__ = ["markdown_text"]

_COMMENT = 65_536  # characters that GitHub takes in a comment; counted in bytes here, which are more
_CELL = 400  # characters
_FEWEST = 600  # bytes that are kept for what is said about the rows that do not fit
_ACTIVE = re.compile(r"[\\`*_\[\]<>|~@#&$]|:(?=//)|(?<=www)\.", re.IGNORECASE)


def markdown_text(statement: Statement, most: int = _COMMENT) -> str:
    """Verdict, findings, missing facts, advice, rows and the next step, in at most so many bytes of UTF-8.

    Text of the project is shown as it is: nothing in it becomes a link, a tag, a mention or a cell.
    """
    report, verdict = statement.report, statement.report.verdict
    about = [f"feature {report.feature}"] if report.feature else []
    about += [f"base {report.base[:10]}"] if report.base else []
    head = [f"### TDD gate: {report.gate.value}: {statement.verdict}"]
    head += ["", " · ".join(map(_shown, about))] if about else []
    verb, detail = statement.move.verb.value.replace("_", " "), statement.move.detail
    more = "" if detail == verb else f": {_shown(detail) or 'nothing is left to do'}"
    foot = ["", f"**Next:** {verb}{more}"]
    budget = most - sum(_size(each) for each in [*head, *foot]) - _FEWEST
    lines: list[str] = []
    sections: tuple[tuple[str, _Row, list[_Row]], ...] = (
        ("findings", ("refused by", "what", "where"), [_finding(each) for each in verdict.findings]),
        ("missing facts", ("undecided because", "next"), [(each.what, each.next_step) for each in verdict.missing]),
        ("rows", ("state", "kind", "about", ""), [(e.state, e.kind, e.about, e.remark) for e in report.rows]),
        ("pieces of advice", ("advice by", "what", "where"), [_finding(each) for each in verdict.advice]),
    )
    for noun, titles, rows in sections:
        lines += _table(noun, titles, rows, budget - sum(map(_size, lines)))
    return "\n".join([*head, *lines, *foot]) + "\n"


def _table(noun: str, titles: _Row, rows: list[_Row], budget: int) -> list[str]:
    """As many of the rows as fit, and a line that counts the others."""
    if not rows:
        return []
    lines = ["", _line(titles), _line("---" for _ in titles)]
    left = budget - sum(map(_size, lines))
    for at, row in enumerate(rows):
        line = _line(map(_shown, row))
        left -= _size(line)
        if left < 0:
            more = f"{len(rows) - at} more {noun} are in the log"
            return [*lines, "", more] if at else ["", more]
        lines.append(line)
    return lines


def _finding(finding: Finding) -> _Row:
    return finding.rule.id, finding.what, str(finding.at or "")


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _shown(text: str) -> str:
    """The text on one line, with an entity for each character that Markdown or GitHub gives a meaning."""
    line = one_line(text)
    clipped = line if len(line) <= _CELL else f"{line[:_CELL]} …"
    return _ACTIVE.sub(lambda found: f"&#{ord(found[0])};", clipped)


def _size(line: str) -> int:
    return len(line.encode(errors="backslashreplace")) + 1
