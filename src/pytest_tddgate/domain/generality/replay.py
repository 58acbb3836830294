"""What a child process saw of a contract's calls, which it records and repeats, in typed form."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.generality.cliffs import CallOutcome, Point
from pytest_tddgate.domain.generality.withheld import Need, Withheld

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["IN_PART", "Agreement", "Dependence", "Replay", "agreement_of", "replay_of"]

IN_PART = "is equal to values that differ from its own"
"""`how` of an agreement whose comparison ignores part of the value: it may compare by a key, which can be intended."""


class Dependence(Enum):
    """What a function's results depend on instead of its arguments."""

    NOTHING = ""
    ORDER = "order"
    CALLER = "caller"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class Replay:
    """One changed function of the subject that the contract's tests called.

    `path` is absolute, `line` is its first line. `depends_on` is what its results depend on instead of its arguments,
    `seen` in how many calls that showed. `is_outward`: a call reached outside the process, so that no call was
    repeated. `withheld` are the tables that enough of its calls need.
    """

    path: str
    line: int
    function: str
    points: tuple[Point, ...] = ()
    depends_on: Dependence = Dependence.NOTHING
    seen: int = 0
    is_outward: bool = False
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """A class of the subject (`kind`, its name) whose operators agree with values that differ, and how that shows.

    `path` (absolute), `line` and `function` are those of the changed function that returned the value.
    """

    path: str
    line: int
    function: str
    kind: str
    how: str


def replay_of(raw: Mapping[str, Any]) -> Replay:
    """The replay that a child wrote; raises KeyError, TypeError or ValueError if it is malformed."""
    return Replay(
        path=str(raw["path"]),
        line=int(raw["line"]),
        function=str(raw["function"]),
        points=tuple(_point(*each) for each in raw["points"]),
        depends_on=Dependence(raw["heeds"]),
        seen=int(raw["seen"]),
        is_outward=bool(raw["is_outward"]),
        withheld=tuple(_withheld(*each) for each in raw["withheld"]),
    )


def agreement_of(raw: Mapping[str, Any]) -> Agreement:
    """The agreement that a child wrote; raises as `replay_of` does."""
    return Agreement(str(raw["path"]), int(raw["line"]), str(raw["function"]), str(raw["kind"]), str(raw["how"]))


def _withheld(path: str, line: int, needs: list[list[Any]]) -> Withheld:
    return Withheld(str(path), int(line), tuple(_need(*each) for each in needs))


def _need(arguments: str, *counts: int) -> Need:
    return Need(str(arguments), *map(int, counts))


def _point(head: list[Any], shown: list[Any], around: list[list[Any]]) -> Point:
    arguments, is_telling, is_flat = head
    return Point(
        str(arguments), _shown(*shown), tuple(_shown(*each) for each in around), bool(is_telling), bool(is_flat)
    )


def _shown(ending: str, kind: str, value: str, path: str, *marks: bool) -> CallOutcome:
    return CallOutcome(str(ending), str(kind), str(value), str(path), *map(bool, marks))
