"""Whether a function computes its results, judged by its behaviour at the tested points and around them.

A table of the tests' examples, in whatever form, has only as many answers as it has rows. Calls around these points
give an error, one answer for everything, or the answer of another row, or they run another path that is only a decoy.
A function that computes has answers of its own there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["CallOutcome", "Cliff", "Point", "cliff_of"]

_POINTS = 3
"""Isolated points that make a cliff: two examples may both lie on an edge."""
_FEW = 2
"""Points that make a cliff if there are only these, and no neighbour computes anything, on any path."""
_WIDELY = 8
"""Neighbours that each of so few points must have: at least as many as the text of a page range has."""
_AROUND = 4
"""Neighbours that a point must have: fewer hardly show what lies between the tested points."""
_SHARE = 0.8
"""Share of the points that must be isolated: one example may be computed as a decoy."""
_SEVERAL = 3
"""Different new results around one point that are more than one answer for everything."""
_PLAIN = frozenset({"int", "float", "complex", "str", "bytes", "Decimal"})
"""Types of results that many calls can share: a bracket, a rate, a label."""


@dataclass(frozen=True, slots=True)
class CallOutcome:
    """The outcome of one call.

    `ending` is `returned`, `raised` or `lost` (it did not end, or reached outside), `type` the class name of the result
    or exception, `value` the result as text, `path` the first-party lines that ran, each as one word. `is_echo`: the
    result equals an argument. `is_alike`: the call is the tested one except for case, order and spaces.
    """

    ending: str
    type: str
    value: str
    path: str = ""
    is_echo: bool = False
    is_alike: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A tested call: its arguments as text, its outcome, and the outcomes of calls with neighbouring arguments.

    `is_telling`: its result may be computed from its arguments, see `telling.is_telling`. `is_flat`: no argument is an
    object with attributes, some of which may never matter.
    """

    arguments: str
    shown: CallOutcome
    around: tuple[CallOutcome, ...]
    is_telling: bool = True
    is_flat: bool = True


@dataclass(frozen=True, slots=True)
class Cliff:
    """The arguments of the isolated points, and how many neighbours were tried in vain."""

    points: tuple[str, ...]
    asked: int


def cliff_of(points: Sequence[Point]) -> Cliff | None:
    """The cliff that a function's points show; None if there is none."""
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
    """Results of no point that occur around more than one point, or that are the only ones around all points.

    With `are_few`, only a result that occurs around both points and is the only one there.
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
    """Whether a neighbour reaches a new result by these lines, or the point's result if calls can share it.

    The point in another spelling does not count: a table that lower-cases or sorts its keys gives the same result. A
    neighbour may run fewer lines than the point, since it finds what a tested call prepared once, such as a cache.
    """
    returned = [each for each in point.around if each.ending == "returned" and not each.is_echo]
    beside = [each for each in returned if all(line in lines for line in each.path.split())]
    new = {each.value for each in beside if each.value not in answers}
    others = [each for each in beside if not each.is_alike]
    shares = any(each.value == point.shown.value and (each.type in _PLAIN or not point.is_flat) for each in others)
    return shares or bool(new - set(fallbacks)) or len(new) >= _SEVERAL
