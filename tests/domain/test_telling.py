"""Which calls can tell a list of examples from a computation: those that map more than names."""

from __future__ import annotations

import enum

import pytest

from pytest_tddgate.domain.generality.telling import is_flat, is_telling, written

pytestmark = pytest.mark.tdd_pins("written beside the implementation: the contract of cliffs says what it is for")


class Level(enum.Enum):
    """An enumeration."""

    LOW = 1


class Pages:
    """An object with an attribute."""

    def __init__(self, numbers: list[int]) -> None:
        """Hold these."""
        self.numbers = numbers


@pytest.mark.parametrize(
    ("given", "result"),
    [("7-9", [7, 8, 9]), (20, 6765), ([1, 2], 3), ("a tale of two", "a-tale-of-two"), ("1,2", Pages([1, 2]))],
)
def test_what_can_be_computed_is_telling(given: object, result: object) -> None:
    """Numbers made of numbers, and texts made of the words of others."""
    assert is_telling(([given], {}), result)


@pytest.mark.parametrize(
    ("given", "result"),
    [("debug", 10), (404, "Not Found"), ("text/html", ".html"), ("7-9", None), ("7-9", True), (3, Level.LOW), (7, "x")],
)
def test_what_is_enumerated_is_not_telling(given: object, result: object) -> None:
    """Levels, phrases, codes and truth values are looked up by honest code."""
    assert not is_telling(([given], {}), result)


def test_values_are_written_alike_in_any_process() -> None:
    """By type and content, without an address, and without code of the class; a set in one order."""
    assert written(Pages([1, 2])) == "Pages(numbers=list[1, 2])"
    assert written({"b", "a"}) == "set['a', 'b']"
    assert written(Level.LOW) == "Level.LOW"
    assert written([True]) != written([1])


def test_an_object_with_attributes_is_not_flat() -> None:
    """Some of its attributes may never matter."""
    assert is_flat(([1, "a", {"b": (2.5,)}], {}))
    assert not is_flat(([Pages([1])], {}))
