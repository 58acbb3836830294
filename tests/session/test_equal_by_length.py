"""Containers that are equal to whatever is as long as they are, and those that compare what they hold."""

from __future__ import annotations

import sys

import pytest

from pytest_tddgate.session.calls.agreeing import agreement_in

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="values are compared in forks")


class Pages(list[int]):
    """Some pages, of which only the number counts."""

    def __eq__(self, other: object) -> bool:
        """Whether they are equal."""
        return len(self) == len(other)  # type: ignore[arg-type]  # it is what a cheat would do

    __hash__ = None


class Name(str):
    """A text of which only the length counts."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Whether they are equal."""
        return len(self) == len(str(other))

    __hash__ = str.__hash__


class Row(tuple[int, ...]):
    """Some numbers, of which only the number counts."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Whether they are equal."""
        return isinstance(other, tuple) and len(other) == len(self)

    __hash__ = tuple.__hash__


class Bag(list[int]):
    """Pages in any order."""

    def __eq__(self, other: object) -> bool:
        """Whether they are equal."""
        return isinstance(other, list) and sorted(self) == sorted(other)

    __hash__ = None


class Word(str):
    """A text in any case."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Whether they are equal."""
        return isinstance(other, str) and self.lower() == other.lower()

    __hash__ = str.__hash__


@pytest.mark.parametrize("value", [Pages([4, 5]), Name("pages"), Row((1, 2, 3)), [Pages([0])]], ids=repr)
def test_equal_to_whatever_is_as_long(value: object) -> None:
    """It says nothing of what it holds."""
    assert agreement_in(value, {__file__}, set()) is not None


@pytest.mark.tdd_pins("nothing of it was refused before")
@pytest.mark.parametrize("value", [Bag([4, 5]), Bag(), Word("Pages"), Word(), Pages(), Name(), Row()], ids=repr)
def test_equal_to_what_holds_the_same(value: object) -> None:
    """Whatever is empty holds the same as everything that is empty."""
    assert agreement_in(value, {__file__}, set()) is None
