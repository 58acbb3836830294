"""What a child saw of the calls of a contract: the typed form of what it records and repeats."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.generality.cliffs import Point, Shown
from pytest_tddgate.domain.generality.withheld import Need, Withheld

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["IN_PART", "Agreement", "Heed", "Replay", "agreement_of", "replay_of"]

IN_PART = "is equal to values that differ from its own"
"""How an agreement shows that leaves something out: of a comparison by a key, which may be meant, or of no answer."""


class Heed(Enum):
    """What the answers of a function follow where they do not follow its arguments."""

    NOTHING = ""
    ORDER = "order"
    CALLER = "caller"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class Replay:
    """One changed function of the subject that the contract's tests called.

    `path` is absolute, `line` its first one. `heeds` tells what its answers follow beside its arguments, `seen` in how
    many calls that showed. `is_outward` says that a call reached outside the process, so that none was repeated.
    `withheld` are the tables that matter to enough of its calls.
    """

    path: str
    line: int
    function: str
    points: tuple[Point, ...] = ()
    heeds: Heed = Heed.NOTHING
    seen: int = 0
    is_outward: bool = False
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """A class of the subject (by name) of which a value agrees with all it is compared to, and how that shows.

    `path` (absolute), `line` and `function` are those of the changed function that handed the value out.
    """

    path: str
    line: int
    function: str
    kind: str
    how: str


def replay_of(raw: Mapping[str, Any]) -> Replay:
    """The replay that a child wrote; raises KeyError, TypeError or ValueError where it is none."""
    return Replay(
        path=str(raw["path"]),
        line=int(raw["line"]),
        function=str(raw["function"]),
        points=tuple(_point(*each) for each in raw["points"]),
        heeds=Heed(raw["heeds"]),
        seen=int(raw["seen"]),
        is_outward=bool(raw["is_outward"]),
        withheld=tuple(_withheld(*each) for each in raw["withheld"]),
    )


def agreement_of(raw: Mapping[str, Any]) -> Agreement:
    """The agreement that a child wrote; raises as `replay_of`."""
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


def _shown(ending: str, kind: str, value: str, path: str, *marks: bool) -> Shown:
    return Shown(str(ending), str(kind), str(value), str(path), *map(bool, marks))
