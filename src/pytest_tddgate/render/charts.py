"""Coordinates of the marks in a plot: x in percent, so that it fits every width, and y in pixels."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_tddgate.domain.page.contents import PageEvent, PagePoint

__all__ = ["Axis", "Curve", "Mark", "Segment", "Way", "axis_of", "curve_of", "seconds_of", "way_of"]

_LEFT, _RIGHT = 1.5, 98.5  # percent: leaves room for half a mark on both sides
_LANE = 26  # pixels
_FEW_DAYS = 4 * 86_400  # seconds; for less, the ticks show minutes instead of days
_TOP, _HEIGHT = 18, 120  # pixels
_GATES = ("verify-fail", "lock", "green", "docs", "review", "audit")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: its place, its kind, and a text that describes it."""

    x: float
    y: float
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Axis:
    """A span of time, in seconds."""

    first: float
    last: float

    def x(self, at: str) -> float:
        """The x coordinate of a time, in percent."""
        if self.last <= self.first:
            return 50
        share = (seconds_of(at) - self.first) / (self.last - self.first)
        return round(_LEFT + share * (_RIGHT - _LEFT), 2)

    @property
    def ticks(self) -> tuple[tuple[float, str, str], ...]:
        """(x, alignment of the text, day or minute) of each tick; a single one if there is only one time."""
        if self.last <= self.first:
            return ((50, "only", _minute(self.first)),)
        if self.last - self.first < _FEW_DAYS:
            return ((_LEFT, "start", _minute(self.first)), (_RIGHT, "end", _minute(self.last)))
        middle = (self.first + self.last) / 2
        return ((_LEFT, "start", _day(self.first)), (50, "middle", _day(middle)), (_RIGHT, "end", _day(self.last)))


@dataclass(frozen=True, slots=True)
class Way:
    """A feature's way through its gates, with a lane for each gate that it reached."""

    lanes: tuple[tuple[str, float], ...]
    marks: tuple[Mark, ...]
    segments: tuple[Segment, ...]
    height: int


@dataclass(frozen=True, slots=True)
class Curve:
    """A line through points; `levels` are the y coordinates of labels, with their text."""

    marks: tuple[Mark, ...]
    segments: tuple[Segment, ...]
    levels: tuple[tuple[float, str], ...]
    height: int = _TOP + _HEIGHT + 8


def seconds_of(at: str) -> float:
    """The timestamp, in seconds, of an ISO 8601 time; 0 for any other text."""
    try:
        return dt.datetime.fromisoformat(at).timestamp()
    except ValueError:
        return 0


def axis_of(times: Iterable[str]) -> Axis:
    """The axis that covers all these times."""
    seconds = [found for each in times if (found := seconds_of(each))]
    return Axis(min(seconds, default=0), max(seconds, default=0))


def way_of(events: Sequence[PageEvent], axis: Axis) -> Way:
    """Each event in the lane of its gate, joined in chronological order."""
    gates = [gate for gate in _GATES if any(each.gate == gate for each in events)]
    lanes = {gate: number * _LANE + _LANE / 2 for number, gate in enumerate(gates)}
    marks = tuple(
        Mark(axis.x(each.at), lanes[each.gate], each.kind, f"{each.gate} {each.kind}, {each.at[:16].replace('T', ' ')}")
        for each in events
        if each.gate in lanes
    )
    segments = tuple(Segment(one.x, one.y, other.x, other.y) for one, other in pairwise(marks))
    return Way(tuple(lanes.items()), marks, segments, len(lanes) * _LANE)


def curve_of(points: Sequence[PagePoint], axis: Axis, unit: str, *, top: float = 0, is_stepped: bool = False) -> Curve:
    """The line through the points, between round numbers; `top` is the highest possible value, 0 if there is no limit.

    Values that stay until the next change are drawn `is_stepped`.
    """
    values = [each.value for each in points]
    low, high = (_rounded_down(min(values)), top) if top else (0, _rounded_up(max(values)))
    scale = _HEIGHT / (high - low)
    marks = tuple(
        Mark(axis.x(each.at), round(_TOP + (high - each.value) * scale, 1), "point", each.about) for each in points
    )
    segments = [step for one, other in pairwise(marks) for step in _steps(one, other, is_stepped=is_stepped)]
    levels = tuple(
        (round(_TOP + (high - each) * scale, 1), f"{each:g}{unit}") for each in (high, (high + low) / 2, low)
    )
    return Curve(marks, tuple(segments), levels)


def _steps(one: Mark, other: Mark, *, is_stepped: bool) -> tuple[Segment, ...]:
    if not is_stepped:
        return (Segment(one.x, one.y, other.x, other.y),)
    return (Segment(one.x, one.y, other.x, one.y), Segment(other.x, one.y, other.x, other.y))


def _rounded_down(value: float) -> float:
    """The value rounded down to tens, at most 80: a flat line would be hard to see otherwise."""
    return max(0, min(value // 10 * 10, 80))


def _rounded_up(value: float) -> float:
    """The next number of the series 2, 4, 10, 20, 40, 100 and so on."""
    step = 1.0
    while step * 10 < value:
        step *= 10
    return next(step * each for each in (2, 4, 10) if step * each >= value or each == 10)  # noqa: PLR2004 - the last


def _day(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).strftime("%Y-%m-%d") if seconds else ""


def _minute(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).strftime("%Y-%m-%d %H:%M") if seconds else ""
