"""Which paths a function takes: the lines that its tested calls run, however they are combined."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.generality.cliffs import CallOutcome, Point, cliff_of


def returned(value: str, path: str) -> CallOutcome:
    """What a call showed that returned this list, and ran these lines."""
    return CallOutcome("returned", "list", value, path=path)


def points(*around: str) -> list[Point]:
    """Four points that ran lines 1 to 3 or 1 and 4, each with neighbours that have answers of their own, by path."""
    found = []
    for number in range(4):
        near = [returned(f"[{number}{index}]", path) for index, path in enumerate(around)]
        found.append(Point(f"'{number}'", returned(f"[{number}]", "0:1 0:4" if number else "0:1 0:2 0:3"), tuple(near)))
    return found


@pytest.mark.parametrize("path", ["0:1 0:3", "0:1 0:2 0:3 0:4"], ids=["warm", "mixed"])
def test_lines_that_tested_calls_run_are_no_other_path(path: str) -> None:
    """What the first call prepares, later ones find; and the ways of two examples can be gone in one call."""
    assert cliff_of(points(path, path, path, path)) is None


@pytest.mark.tdd_pins("a path that is there for the look of it goes on to be none")
def test_a_line_that_no_tested_call_runs_is_another_path() -> None:
    """Nobody asked for it."""
    assert cliff_of(points("0:1 0:5", "0:1 0:5", "0:1 0:5", "0:1 0:5")) is not None
