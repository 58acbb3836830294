"""What a verifier is asked and what it may answer; see `docs/extending.md` for both forms."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["REQUEST", "RESPONSE", "Answer", "Reported", "answer_of"]

REQUEST = "tddgate/verify-request/1"
RESPONSE = "tddgate/verify-response/1"
_KEYS = ("schema", "findings", "undecided")
_FINDING_KEYS = ("file", "line", "severity", "rule", "message", "suggestion")
_SEVERITIES = ("refuse", "advise")
_RULE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST = 600  # characters of a message: a report is read by people


@dataclass(frozen=True, slots=True)
class Reported:
    """One finding of a verifier: repository-relative path, line from 1 (0: the whole file), `refuse` or `advise`.

    `rule` is the verifier's own name for what it looks for; empty where it has none.
    """

    file: str
    line: int
    severity: str
    message: str
    suggestion: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verifier found, or why it cannot tell (`""`: it can)."""

    findings: tuple[Reported, ...] = ()
    undecided: str = ""


def answer_of(data: bytes, paths: Collection[str]) -> Answer:
    """The answer in these bytes, about files among `paths`; raises ValueError, with a clause, for anything else."""
    try:
        raw = json.loads(data.decode("utf-8"), object_pairs_hook=_without_repeats)
    except _KeyTwiceError as problem:
        raise ValueError(f"it has the key {problem.args[0]!r} twice") from None
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON and nothing else") from None
    if not isinstance(raw, dict):
        raise ValueError("it is no object")  # noqa: TRY004 - one kind of error for one kind of problem
    if raw.get("schema") != RESPONSE:
        raise ValueError(f"its schema is {raw.get('schema')!r}, and not {RESPONSE}")
    _check_keys(raw, _KEYS, "it")
    if ("findings" in raw) == ("undecided" in raw):
        has_both = "findings" in raw
        raise ValueError(f"it has {'both findings and undecided' if has_both else 'neither findings nor undecided'}")
    if "undecided" in raw:
        return Answer(undecided=_text(raw, "undecided", "it"))
    if not isinstance(raw["findings"], list):
        raise ValueError("its findings are no list")  # noqa: TRY004 - ditto
    return Answer(tuple(_reported(each, f"finding {at}", paths) for at, each in enumerate(raw["findings"], 1)))


def _reported(raw: object, which: str, paths: Collection[str]) -> Reported:
    if not isinstance(raw, dict):
        raise ValueError(f"{which} is no object")  # noqa: TRY004 - ditto
    _check_keys(raw, _FINDING_KEYS, which)
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
    suggestion = _text(raw, "suggestion", which) if raw.get("suggestion", "") != "" else ""
    return Reported(file, line, str(severity), _text(raw, "message", which), suggestion, rule)


def _check_keys(raw: dict[str, Any], known: tuple[str, ...], which: str) -> None:
    for key in raw:
        if key not in known:
            raise ValueError(f"{which} has a key {key!r}, which is not in the schema{nearest(key, known)}")


def _text(raw: dict[str, Any], key: str, which: str) -> str:
    """The text under a key on one line: without what could end the line or move a terminal's cursor."""
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{which} has no text in {key!r}")
    plain = "".join(" " if unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else each for each in value)
    return " ".join(plain.split())[:_LONGEST]


class _KeyTwiceError(Exception):
    """A key that stands twice in one object: which of the two counts is anybody's guess."""


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise _KeyTwiceError(key)
        found[key] = value
    return found
