"""What all answers of plug-ins have in common: one JSON object of a schema, with the answer or `undecided`."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from pytest_tddgate.domain.nearest import nearest

__all__ = ["answer_in", "check_keys", "text_in"]

_LONGEST = 600  # characters of a message that people will read


def answer_in(data: bytes, schema: str, kind: str) -> dict[str, Any]:
    """The object in these bytes, which has either a list under the key `kind`, or `undecided`.

    Raises ValueError, whose message is a clause, for anything else.
    """
    try:
        raw = json.loads(data.decode("utf-8"), object_pairs_hook=_without_repeats)
    except _RepeatedKeyError as problem:
        raise ValueError(f"it has the key {problem.args[0]!r} twice") from None
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON and nothing else") from None
    if not isinstance(raw, dict):
        raise ValueError("it is no object")  # noqa: TRY004 - one kind of error for one kind of problem
    if raw.get("schema") != schema:
        raise ValueError(f"its schema is {raw.get('schema')!r}, and not {schema}")
    check_keys(raw, ("schema", kind, "undecided"), "it")
    if (kind in raw) == ("undecided" in raw):
        has_both = kind in raw
        raise ValueError(f"it has {f'both {kind} and' if has_both else f'neither {kind} nor'} undecided")
    if "undecided" not in raw and not isinstance(raw[kind], list):
        raise ValueError(f"its {kind} are no list")
    return raw


def check_keys(raw: dict[str, Any], known: tuple[str, ...], which: str) -> None:
    """Raise ValueError if the object has a key that is not in the schema."""
    for key in raw:
        if key not in known:
            raise ValueError(f"{which} has a key {key!r}, which is not in the schema{nearest(key, known)}")


def text_in(raw: dict[str, Any], key: str, which: str) -> str:
    """The text under a key on one line, without characters that could end the line or control a terminal.

    Raises ValueError if there is none.
    """
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{which} has no text in {key!r}")
    plain = "".join(" " if unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else each for each in value)
    return " ".join(plain.split())[:_LONGEST]


class _RepeatedKeyError(Exception):
    """A key occurs twice in one object, so that its value is ambiguous."""


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise _RepeatedKeyError(key)
        found[key] = value
    return found
