"""Objects with slots, and numbers and texts with a class of their own, are varied like others."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from pytest_tddgate.domain.generality.neighbours import neighbours_of
from pytest_tddgate.domain.generality.telling import is_telling, leaves_of, written


@dataclass(frozen=True, slots=True)
class Box:
    """Its attributes have slots, and nobody can set them."""

    wide: int
    high: int


class Named:
    """One slot, and one that nothing fills."""

    __slots__ = ("kind", "name")

    def __init__(self, name: str) -> None:
        """Fill one of them."""
        self.name = name


class Labelled(Named):
    """A slot of its base, and a `__dict__` of its own."""

    def __init__(self, name: str, label: int) -> None:
        """Fill both."""
        super().__init__(name)
        self.label = label


class Cents(int):
    """A number with a class of its own, which must not be called."""

    def __new__(cls, value: int) -> Cents:  # noqa: PYI034 - the point is the call
        """Refuse what is not a price."""
        if value > 99:
            raise ValueError(value)
        return super().__new__(cls, value)


class Code(str):
    """A text with a class of its own."""

    __slots__ = ()


def test_the_slots_of_an_object_are_varied() -> None:
    """One at a time, without a call of its class."""
    near = neighbours_of(Box(7, 30))

    assert {type(each) for each in near} == {Box}
    assert {(8, 30), (6, 30), (7, 31), (7, 29)} <= {(each.wide, each.high) for each in near}


def test_slots_and_other_attributes_are_varied() -> None:
    """Both are what the object holds; a slot that holds nothing goes on to hold nothing."""
    near = neighbours_of(Labelled("a-1", 7))

    assert {(each.name, each.label) for each in near} >= {("a-2", 7), ("a-1", 8)}
    assert not any(hasattr(each, "kind") for each in near)


@pytest.mark.parametrize(("value", "among"), [(Cents(7), 8), (Code("7-9"), "7-10")])
def test_what_extends_a_number_or_a_text_is_varied(value: object, among: object) -> None:
    """As an object of the same class, which is not asked."""
    near = neighbours_of(value)

    assert {type(each) for each in near} == {type(value)}
    assert among in near


def test_what_a_slot_holds_is_part_of_what_is_said() -> None:
    """Of a value that is written down, and of whether a call tells anything."""
    assert written(Box(7, 30)) == "Box(high=30, wide=7)"
    assert list(leaves_of(Box(7, 30))) == [7, 30]
    assert is_telling([Box(7, 30)], 210)
