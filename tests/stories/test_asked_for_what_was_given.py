"""Round trips ask for nothing when each function may return what it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

HEAD = "import pytest\nfrom shop.ranges import parse, show\n\n\n"
TRIPS = """\
@pytest.mark.parametrize("text", ["1", "1-3"])
def test_there(text):
    assert show(parse(text)) == text


def test_back():
    pages = [1, 2, 3]
    assert parse(show(pages)) == pages


def test_nothing():
    assert show(parse("")) == ""
"""
EXAMPLE = "\n\ndef test_example():\n    assert parse('1-3') == [1, 2, 3]\n"
DECORATED = """\
from shop.timing import timed


def test_result():
    @timed
    def double(number):
        return 2 * number

    assert double(3) == 6
"""
CLEAN = """\
from shop.text import squeeze


def test_clean_text():
    assert squeeze("a b") == "a b"
"""
KEYS = """\
from shop.keys import key, price


def test_same():
    assert price(key("a")) == price(key("a"))


def test_other():
    assert price(key("a")) != price(key("b"))
"""


def test_round_trips_alone_are_hollow(project: Project) -> None:
    """Two functions that return their argument undo each other."""
    seen = project.with_file("tests/test_ranges.py", HEAD + TRIPS)
    seen = seen.gate("verify-fail", verdict="refused", rules=["hollow"])

    answers = "shop.ranges.parse returns its first argument, shop.ranges.show its first argument"
    assert seen.last.findings == [f"all 3 new tests would be satisfied by code that does nothing: {answers}"]


@pytest.mark.tdd_pins("honest tests passed before")
@pytest.mark.parametrize(
    "tests", [HEAD + TRIPS + EXAMPLE, DECORATED, CLEAN, KEYS], ids=["example", "decorated", "clean", "keys"]
)
def test_other_tests_of_what_was_given_are_fine(tests: str, project: Project) -> None:
    """A round trip beside an example, a decorator, a text that is clean already, keys that differ."""
    seen = project.with_file("tests/test_given.py", tests).gate("verify-fail", verdict="passed")

    assert set(seen.last.rows.values()) == {"red missing"}
