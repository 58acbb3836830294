"""Functions that undo each other ask for nothing when both may answer with nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

ROUND_TRIP = """\
from shop.ranges import parse, show


def test_round_trip():
    assert show(parse("")) == show(parse(show(parse(""))))


def test_sorted():
    assert parse("3,1") == sorted(parse("3,1"))
"""


def test_a_round_trip_that_empty_answers_survive_is_hollow(project: Project) -> None:
    """What is called together answers with the same kind of nothing."""
    seen = project.with_file("tests/test_ranges.py", ROUND_TRIP)
    seen = seen.gate("verify-fail", verdict="refused", rules=["hollow"])
    answers = "shop.ranges.parse returns an empty list, shop.ranges.show an empty list"
    assert seen.last.findings == [f"all 2 new tests would be satisfied by code that does nothing: {answers}"]
