"""Converts the values of observations and checks their types: a forged or broken line can hold anything."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from typing import Any

from pytest_tddgate.domain.run.mutation import TestRan
from pytest_tddgate.domain.run.observation import ExceptionSeen, Frame, ItemSeen, PhaseSeen, TestId

__all__ = [
    "exception_of",
    "item_of",
    "list_of",
    "number_of",
    "parsed",
    "plain_phase",
    "ran_of",
    "seconds_of",
    "text_of",
    "texts_of",
]


def text_of(value: object) -> str:
    """The value, a string; raises TypeError."""
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def number_of(value: object) -> int:
    """The value, an int but not a bool; raises TypeError."""
    if type(value) is not int:
        raise TypeError(value)
    return value


def seconds_of(value: object) -> float:
    """The value, a finite number of seconds from 0, as float; raises TypeError, ValueError, OverflowError."""
    if type(value) not in {int, float}:
        raise TypeError(value)
    seconds = float(value)  # type: ignore[arg-type]  # int or float
    if not (math.isfinite(seconds) and seconds >= 0):
        raise ValueError(value)
    return seconds


def list_of(value: object) -> list[Any]:
    """The value, a list; raises TypeError."""
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def texts_of(value: object) -> tuple[str, ...]:
    """The value, a list of strings, as a tuple; raises TypeError."""
    return tuple(text_of(each) for each in list_of(value))


def exception_of(raw: dict[str, Any]) -> ExceptionSeen:
    """The exception that `raw` describes; raises TypeError, ValueError, LookupError."""
    return ExceptionSeen(
        classes=texts_of([raw["classes"][0], *raw["classes"][1:]]),
        message=text_of(raw["message"]),
        frames=tuple(
            Frame(text_of(path), number_of(line), text_of(name), tuple(map(number_of, span)))
            for path, line, name, *span in raw["frames"]
        ),
        subject=text_of(raw["subject"]),
        owner=text_of(raw["owner"]),
        source=text_of(raw["source"]),
        context=exception_of(raw["context"]) if raw["context"] is not None else None,
    )


def ran_of(  # noqa: PLR0913, PLR0917 - one argument for each value of the line
    node_id: object, file: object, outcome: object, cpu: object, lines: object, wall: object
) -> TestRan:
    """How a test ran: seconds of CPU and by the clock, and the lines it reached; raises TypeError, ValueError."""
    ran = frozenset((text_of(path), number_of(line)) for path, line in list_of(lines))
    return TestRan(text_of(node_id), text_of(file), text_of(outcome), seconds_of(cpu), ran, seconds_of(wall))


def item_of(raw: dict[str, Any]) -> ItemSeen:
    """The test that `raw` describes; raises what `exception_of` raises."""
    return ItemSeen(
        test=TestId(text_of(raw["file"]), text_of(raw["name"])),
        case=text_of(raw["case"]),
        kind=text_of(raw["kind"]),
        defined_in=text_of(raw["defined_in"]),
        line=number_of(raw["line"]),
        indices=tuple((text_of(name), number_of(index)) for name, index in raw["indices"]),
        pins=None if raw["pins"] is None else text_of(raw["pins"]),
        hangs=None if raw["hangs"] is None else text_of(raw["hangs"]),
    )


@lru_cache(maxsize=16)
def plain_phase(when: str, outcome: str) -> PhaseSeen:
    """A phase without a message or exception; cached, because nearly all are the same three."""
    return PhaseSeen(when, outcome)


def parsed(lines: list[bytes]) -> list[Any]:
    """The JSON value of each line, None for an invalid line. Parsing all at once takes a quarter of the time."""
    try:
        found = json.loads(b"[%b]" % b",".join(lines))
    except (ValueError, RecursionError):
        found = []
    return found if len(found) == len(lines) else [_parsed_alone(line) for line in lines]


def _parsed_alone(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
