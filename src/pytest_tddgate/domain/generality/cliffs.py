"""Whether a function computes: what it does at the tested points, held against what it does around them.

A table of the tests' examples, however it is kept, has as many answers as it has rows: around them there is an error,
one answer for everything, the answer of another row, or another path that was put there for the look of it. A function
that computes has answers of its own there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["Cliff", "Point", "Shown", "cliff_of"]

_POINTS = 3
"""Isolated points that make a cliff: two examples can both lie on an edge."""
_FEW = 2
"""Points that make one where there are no more, and where nothing at all is around them, on whatever path."""
_WIDELY = 8
"""Neighbours that each of so few points must have: as many as the text of one range of pages has, and more."""
_AROUND = 4
"""Neighbours that a point must have: with fewer, what lies between the tested points is hardly looked at."""
_SHARE = 0.8
"""The part of the points that must be isolated: one example may be computed for the look of it."""
_SEVERAL = 3
"""Different results around one point that are not one answer for everything."""
_PLAIN = frozenset({"int", "float", "complex", "str", "bytes", "Decimal"})
"""Results of which many calls can have the same: a bracket, a rate, a label."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one call showed.

    `ending` is `returned`, `raised` or `lost` (it did not end, or reached outside), `type` the name of the class of the
    result or of the exception, `value` the result as text, `path` the first-party lines that ran, each as one word. An
    echo is a result that equals an argument. Alike is a neighbour that is the point but for case, order and spaces.
    """

    ending: str
    type: str
    value: str
    path: str = ""
    is_echo: bool = False
    is_alike: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A tested call: its arguments as text, what it shows, and what calls with neighbouring arguments show.

    It is telling when its result can be thought to be computed from its arguments: see `telling.is_telling`; flat when
    none of them is an object with attributes, of which some never matter.
    """

    arguments: str
    shown: Shown
    around: tuple[Shown, ...]
    is_telling: bool = True
    is_flat: bool = True


@dataclass(frozen=True, slots=True)
class Cliff:
    """The arguments of the isolated points, and how many neighbours were asked in vain."""

    points: tuple[str, ...]
    asked: int


def cliff_of(points: Sequence[Point]) -> Cliff | None:
    """The cliff that a function's points show, None where there is none."""
    telling = [each for each in points if _counts(each)]
    are_few = len(telling) == _FEW and all(_asked(each) >= _WIDELY for each in telling)
    answers = {each.shown.value for each in telling}
    fallbacks = _fallbacks(points, answers, are_few=are_few)
    ran = [shown for each in telling for shown in (each.shown, *(each.around if are_few else ()))]
    lines = {line for shown in ran for line in shown.path.split()}
    isolated = [each for each in telling if not _has_company(each, answers, fallbacks, lines)]
    fewest = _FEW if are_few else _POINTS
    if len(isolated) < max(fewest, _SHARE * len(telling)) or len({each.shown.value for each in isolated}) < fewest:
        return None
    return Cliff(tuple(each.arguments for each in isolated), sum(len(each.around) for each in isolated))


def _counts(point: Point) -> bool:
    shown = point.shown
    return point.is_telling and shown.ending == "returned" and not shown.is_echo and _asked(point) >= _AROUND


def _asked(point: Point) -> int:
    return sum(each.ending != "lost" for each in point.around)


def _fallbacks(points: Sequence[Point], answers: Collection[str], *, are_few: bool) -> set[str]:
    """Results that come around more than one point and belong to none, or that are the only ones around all points.

    For two points that is one result, and it comes around both.
    """
    where: defaultdict[str, set[int]] = defaultdict(set)
    for index, point in enumerate(points):
        for each in point.around:
            if each.ending == "returned" and each.value not in answers:
                where[each.value].add(index)
    if are_few:
        return {value for value, found in where.items() if len(found) > 1 and len(where) == 1}
    return {value for value, found in where.items() if len(found) > 1 or len(where) == 1}


def _has_company(point: Point, answers: Collection[str], fallbacks: Collection[str], lines: Collection[str]) -> bool:
    """Whether a neighbour comes to a result of its own by these lines, or to the point's where calls can share it.

    The point in another spelling shares nothing: a table whose keys have one case or are sorted gives that, too.
    What a tested call prepares once, such as a cache, its neighbours find: their lines are part of its lines.
    """
    returned = [each for each in point.around if each.ending == "returned" and not each.is_echo]
    beside = [each for each in returned if all(line in lines for line in each.path.split())]
    new = {each.value for each in beside if each.value not in answers}
    others = [each for each in beside if not each.is_alike]
    shares = any(each.value == point.shown.value and (each.type in _PLAIN or not point.is_flat) for each in others)
    return shares or bool(new - set(fallbacks)) or len(new) >= _SEVERAL
