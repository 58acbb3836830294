"""What a verifier is asked and what it may answer; see `docs/extending.md` for both formats."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.protocols.answers import answer_in, check_keys, text_in
from pytest_tddgate.domain.reports.wording import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

__all__ = ["REQUEST", "RESPONSE", "Answer", "Reported", "answer_of", "check_lines"]

REQUEST = "tddgate/verify-request/1"
RESPONSE = "tddgate/verify-response/1"
_FINDING_KEYS = ("file", "line", "severity", "rule", "message", "suggestion")
_SEVERITIES = ("refuse", "advise")
_RULE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Reported:
    """One finding of a verifier: repository-relative path, line from 1 (0: the whole file), `refuse` or `advise`.

    `rule` is the verifier's own name for the kind of problem; empty if it gave none.
    """

    file: str
    line: int
    severity: str
    message: str
    suggestion: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verifier found, or why it could not decide (empty if it could)."""

    findings: tuple[Reported, ...] = ()
    undecided: str = ""


def answer_of(data: bytes, paths: Collection[str]) -> Answer:
    """The answer in these bytes, about files in `paths`; raises ValueError, whose message is a clause, if invalid."""
    raw = answer_in(data, RESPONSE, "findings")
    if "undecided" in raw:
        return Answer(undecided=text_in(raw, "undecided", "it"))
    return Answer(tuple(_reported(each, f"finding {at}", paths) for at, each in enumerate(raw["findings"], 1)))


def check_lines(findings: Iterable[Reported], lengths: Mapping[str, int]) -> None:
    """Raise ValueError, whose message is a clause, if a finding's line is past the end of its file."""
    for at, each in enumerate(findings, 1):
        if each.line > (last := lengths[each.file]):
            raise ValueError(f"finding {at} has the line {each.line}, and {each.file} has {counted(last, 'line')}")


def _reported(raw: object, which: str, paths: Collection[str]) -> Reported:
    if not isinstance(raw, dict):
        raise ValueError(f"{which} is no object")  # noqa: TRY004 - one kind of error for one kind of problem
    check_keys(raw, _FINDING_KEYS, which)
    file, line, severity = raw.get("file"), raw.get("line", 0), raw.get("severity")
    if not isinstance(file, str) or file not in paths:
        raise ValueError(f"{which} is about a file that it was not given: {file!r}")
    if type(line) is not int or line < 0:
        raise ValueError(f"{which} has the line {line!r}, and a number counted from 1 is expected")
    if severity not in _SEVERITIES:
        raise ValueError(f'{which} has the severity {severity!r}, and "refuse" or "advise" is expected')
    rule = raw.get("rule", "")
    if "rule" in raw and not (isinstance(rule, str) and _RULE.fullmatch(rule)):
        raise ValueError(f'{which} has the rule {rule!r}, and words in small letters are expected, such as "no-print"')
    suggestion = text_in(raw, "suggestion", which) if raw.get("suggestion", "") != "" else ""
    return Reported(file, line, str(severity), text_in(raw, "message", which), suggestion, rule)
