"""Where the marks of a plot stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_tddgate.domain.page.contents import PageEvent, PagePoint
from pytest_tddgate.render.charts import axis_of, curve_of, way_of

pytestmark = pytest.mark.tdd_pins("written with the page in sight: it pins where its marks stand")
DAY, LATER, LAST = "2026-01-01T00:00:00Z", "2026-01-06T00:00:00Z", "2026-01-11T00:00:00Z"


def test_an_axis_spans_its_times_and_names_days() -> None:
    """Half a mark is left free on both sides."""
    axis = axis_of([LATER, DAY, LAST])

    assert [axis.x(each) for each in (DAY, LATER, LAST)] == [1.5, 50, 98.5]
    assert axis.ticks == ((1.5, "start", "2026-01-01"), (50, "middle", "2026-01-06"), (98.5, "end", "2026-01-11"))


@pytest.mark.parametrize(
    ("times", "ticks"),
    [
        ([], [""]),
        (["no time"], [""]),
        ([DAY, DAY], ["2026-01-01 00:00"]),
        ([DAY, "2026-01-02T06:30:00Z"], ["2026-01-01 00:00", "2026-01-02 06:30"]),
    ],
)
def test_a_short_axis_names_minutes_and_an_empty_one_nothing(times: list[str], ticks: list[str]) -> None:
    """A day would be there twice."""
    axis = axis_of(times)

    assert [label for _, _, label in axis.ticks] == ticks
    assert axis.x(DAY) == (1.5 if len(ticks) > 1 else 50)


def test_the_way_has_a_lane_for_each_gate_that_was_reached() -> None:
    """In the order of the gates; what belongs to none is left out."""
    events = [PageEvent(DAY, "lock", "locked"), PageEvent(LAST, "green", "passed"), PageEvent(LAST, "?", "passed")]

    way = way_of(events, axis_of([DAY, LAST]))

    assert list(way.lanes) == [("lock", 13), ("green", 39)]
    assert [(each.x, each.y, each.kind, each.label) for each in way.marks] == [
        (1.5, 13, "locked", "lock locked, 2026-01-01 00:00"),
        (98.5, 39, "passed", "green passed, 2026-01-11 00:00"),
    ]
    assert [(each.x1, each.y1, each.x2, each.y2) for each in way.segments] == [(1.5, 13, 98.5, 39)]
    assert way.height == 52


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20))
def test_a_percentage_stays_within_the_plot(values: list[float]) -> None:
    """Between the highest level and the lowest, whatever it is."""
    curve = curve_of([PagePoint(DAY, each, "vat") for each in values], axis_of([DAY]), " %", top=100)

    (high, first), _, (low, last) = curve.levels
    assert (first, high) == ("100 %", 18)
    assert last in {f"{ten} %" for ten in range(0, 90, 10)}
    assert all(high <= each.y <= low for each in curve.marks)


@pytest.mark.parametrize(("value", "levels"), [(1, "2 1 0"), (5, "10 5 0"), (49, "100 50 0"), (5000, "10000 5000 0")])
def test_a_count_is_drawn_in_steps_below_a_round_number(value: int, levels: str) -> None:
    """It stays until the next changes it."""
    points = [PagePoint(DAY, 0, "a"), PagePoint(LAST, value, "b")]

    curve = curve_of(points, axis_of([DAY, LAST]), "", is_stepped=True)

    assert " ".join(label for _, label in curve.levels) == levels
    assert [(each.x1, each.x2) for each in curve.segments] == [(1.5, 98.5), (98.5, 98.5)]
