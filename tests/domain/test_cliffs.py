"""A cliff: a function that answers at the tested points, and falls off all around them."""

from __future__ import annotations

from pytest_tddgate.domain.generality.cliffs import CallOutcome, Point, cliff_of

ERROR = CallOutcome("raised", "ValueError", "", path="error")


def returned(value: str, path: str = "found") -> CallOutcome:
    """What a call showed that returned this list."""
    return CallOutcome("returned", "list", value, path=path)


def points(*around: CallOutcome, count: int = 4) -> list[Point]:
    """Points with a result of their own each, and these outcomes around them."""
    return [Point(f"'{number}'", returned(f"[{number}]"), around) for number in range(count)]


def test_an_error_all_around_is_a_cliff() -> None:
    """It names the points."""
    cliff = cliff_of(points(ERROR, ERROR, ERROR, ERROR))

    assert cliff is not None
    assert cliff.points == ("'0'", "'1'", "'2'", "'3'")


def test_one_answer_for_all_that_is_unknown_is_a_cliff() -> None:
    """An empty list does instead of an error."""
    assert cliff_of(points(returned("[]"), ERROR, returned("[]"), ERROR)) is not None


def test_the_answers_of_other_points_are_no_answers() -> None:
    """A table that is asked for the nearest key falls off as well."""
    assert cliff_of(points(returned("[1]"), returned("[2]"), returned("[3]"), ERROR)) is not None


def test_answers_that_come_by_another_path_are_a_cliff() -> None:
    """What no tested point ever runs was put there for the look of it."""
    around = [returned(f"[{number}]", path="fallback") for number in (50, 60, 70, 80)]

    assert cliff_of(points(*around)) is not None


def test_answers_of_its_own_are_no_cliff() -> None:
    """Neighbours that take a tested path to results that no test has seen: it computes."""
    around = [returned(f"[{number}]") for number in (50, 60, 70)]

    assert cliff_of(points(*around, ERROR)) is None


def test_a_few_points_are_no_cliff() -> None:
    """Two examples can both lie on an edge."""
    assert cliff_of(points(ERROR, ERROR, ERROR, ERROR, count=2)) is None


def test_an_error_is_not_an_answer() -> None:
    """What refuses everything near to what it refuses is consistent."""
    assert cliff_of([Point(f"'{each}'", ERROR, (ERROR,) * 4) for each in range(5)]) is None


def test_points_that_enumerate_names_are_no_cliff() -> None:
    """A point that is not telling does not count."""
    names = [Point(f"'{each}'", returned(f"[{each}]"), (ERROR,) * 4, is_telling=False) for each in range(5)]

    assert cliff_of(names) is None
