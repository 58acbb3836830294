"""Two examples can both lie on an edge; where nothing at all lies around both of them, they are a table."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.generality.cliffs import CallOutcome, Point, cliff_of

ERROR = CallOutcome("raised", "KeyError", "", path="error")


def returned(value: str, path: str = "found", kind: str = "list") -> CallOutcome:
    """What a call showed that returned this value."""
    return CallOutcome("returned", kind, value, path=path)


PINS = pytest.mark.tdd_pins("what two points must go on to allow")


def two(*around: CallOutcome) -> list[Point]:
    """Two points with a result of their own each, and these outcomes around both of them."""
    return [Point(f"'{number}'", returned(f"[{number}]"), around) for number in range(2)]


def test_errors_all_around_two_points_are_a_cliff() -> None:
    """As many as the first example of a list of pages has neighbours."""
    cliff = cliff_of(two(*[ERROR] * 8))

    assert cliff is not None
    assert cliff.points == ("'0'", "'1'")
    assert cliff.asked == 16


def test_one_answer_for_all_around_two_points_is_a_cliff() -> None:
    """A default does instead of an error, and so does the answer of the other point."""
    assert cliff_of(two(*[returned("[]"), returned("[0]"), returned("[1]"), ERROR] * 2)) is not None


@PINS
def test_an_answer_of_its_own_on_any_path_is_company() -> None:
    """Two points do not show which paths a general function has."""
    assert cliff_of(two(*[ERROR] * 8, returned("[7]", path="other"), returned("[8]", path="another"))) is None


@PINS
def test_the_same_number_near_by_is_company() -> None:
    """A bracket or a rate is the same for many."""
    points = [
        Point(f"'{each}'", returned(each, kind="float"), (returned(each, kind="float"), *[ERROR] * 8))
        for each in ("0.1", "0.2")
    ]

    assert cliff_of(points) is None


@PINS
def test_few_neighbours_of_two_points_show_nothing() -> None:
    """What lies between them was hardly looked at."""
    assert cliff_of(two(*[ERROR] * 7)) is None


@PINS
def test_one_of_two_points_is_no_cliff() -> None:
    """Nor are two with the same answer."""
    alone = [Point("'0'", returned("[0]"), (ERROR,) * 8), Point("'1'", returned("[1]"), (returned("[5]"),) * 8)]
    same = [Point(each, returned("[0]"), (ERROR,) * 8) for each in ("'0'", "'1'")]

    assert cliff_of(alone) is None
    assert cliff_of(same) is None
