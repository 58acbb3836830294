"""A report as Markdown, for a comment on a pull request and for a job summary."""

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

_COMMENT = 65_536  # GitHub's limit for a comment, in characters; we count bytes, which are never fewer
_CELL = 400  # characters
_RESERVED = 600  # bytes reserved for the lines that count rows left out
_ACTIVE = re.compile(r"[\\`*_\[\]<>|~@#&$]|:(?=//)|(?<=www)\.", re.IGNORECASE)


def markdown_text(statement: Statement, most: int = _COMMENT) -> str:
    """Verdict, findings, missing facts, advice, rows and the next step, in at most `most` bytes of UTF-8.

    The project's text is escaped: nothing in it becomes a link, a tag, a mention or a table cell.
    """
    report, verdict = statement.report, statement.report.verdict
    about = [f"feature {report.feature}"] if report.feature else []
    about += [f"base {report.base[:10]}"] if report.base else []
    head = [f"### TDD gate: {report.gate.value}: {statement.verdict}"]
    head += ["", " · ".join(map(_shown, about))] if about else []
    verb, detail = statement.move.verb.value.replace("_", " "), statement.move.detail
    more = "" if detail == verb else f": {_shown(detail) or 'nothing is left to do'}"
    foot = ["", f"**Next:** {verb}{more}"]
    budget = most - sum(_size(each) for each in [*head, *foot]) - _RESERVED
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
    """The text on one line, with entities for characters that have a meaning in Markdown or on GitHub."""
    line = one_line(text)
    clipped = line if len(line) <= _CELL else f"{line[:_CELL]} …"
    return _ACTIVE.sub(lambda found: f"&#{ord(found[0])};", clipped)


def _size(line: str) -> int:
    return len(line.encode(errors="backslashreplace")) + 1
