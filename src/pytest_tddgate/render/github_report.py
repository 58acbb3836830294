"""A report as workflow commands, which GitHub Actions shows beside the lines that they name.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.wording import agreed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.domain.reports.statement import Statement
    from pytest_tddgate.domain.verdict import Finding

__all__ = ["commands_text"]

_MOST = 10  # commands of one kind that GitHub shows per step; it drops the others


def commands_text(statement: Statement) -> str:
    """A line for each finding, missing fact and piece of advice, worst first; then lines that count those left out."""
    verdict = statement.report.verdict
    commands = [
        *(("error", _of_finding(each)) for each in verdict.findings),
        *(("error", _command("", "undecided", each.what, each.why, each.next_step)) for each in verdict.missing),
        *(("warning", _of_finding(each)) for each in verdict.advice),
    ]
    lines: list[str] = []
    left_out: list[str] = []
    for kind, group in groupby(commands, key=lambda each: each[0]):
        every = [f"::{kind} {command}" for _, command in group]
        lines += every[:_MOST]
        left_out += _left_out(kind, len(every) - _MOST)
    return "".join(f"{line}\n" for line in [*lines, *left_out])


def _left_out(kind: str, count: int) -> Iterator[str]:
    if count > 0:
        they = agreed(count, f"more {kind}", "is", "are")
        yield f"::notice title=tddgate::{they} not shown here; the log and the job summary name them"


def _of_finding(finding: Finding) -> str:
    at = finding.at
    place = f"file={_property(at.path)}," + (f"line={at.line}," if at.line else "") if at else ""
    return _command(place, finding.rule.id, finding.what, finding.reason, finding.remedy)


def _command(place: str, title: str, what: str, why: str, next_step: str) -> str:
    parts = (what, f"why: {why}" if why else "", f"next: {next_step}" if next_step else "")
    return f"{place}title={_property(f'tddgate: {title}')}::{_message(chr(10).join(filter(None, parts)))}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
