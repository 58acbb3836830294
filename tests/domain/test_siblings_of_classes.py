"""Code that lists the classes beside one of its own, and code that climbs from a class to all classes."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.awareness.deciding import aware_spots
from pytest_tddgate.domain.python.changed_file import ChangedFile

BASES = "class Format:\n    pass\n\n\nclass Csv(Format):\n    pass\n\n\n"
SIBLINGS = [
    "kind.__base__",
    "kind.__bases__[0]",
    "kind.__mro__[1]",
    "kind.mro()[1]",
    "kind.__mro__[-2]",
    "type(kind).__base__",
    "kind.__class__.__base__",
]
ALL = [
    "kind.__base__.__base__",
    "kind.__mro__[-1]",
    "kind.mro()[-1]",
    "kind.__mro__[2]",
    "int.__base__",
    "type.__base__",
    "type([]).__base__",
    "''.__class__.__mro__[1]",
    "(1).__class__.__bases__[0]",
    "str(kind).__class__.__base__",
]


def told(base: str, before: str = BASES) -> list[str]:
    """What code is told to do that decides by the subclasses of a class."""
    source = f'{before}def f(kind):\n    return "Item" in [each.__name__ for each in {base}.__subclasses__()]\n'
    return [each.what for each in aware_spots(ChangedFile(source.encode()))]


@pytest.mark.parametrize("base", SIBLINGS)
def test_the_classes_beside_one(base: str) -> None:
    """One step from a class of its own leads to a base of its own."""
    assert told(base) == []


@pytest.mark.tdd_pins("these were refused, and are to be")
@pytest.mark.parametrize("base", ALL)
def test_all_classes(base: str) -> None:
    """From a built-in class, or up to the end."""
    assert told(base) == ["goes through every class that there is"]


@pytest.mark.tdd_pins("it was refused, and is to be")
def test_the_base_of_an_argument_where_no_class_is_made() -> None:
    """The argument is a text or a number then."""
    assert len(told("type(kind).__base__", "")) == 1
    assert len(told("kind.__class__.__base__", "")) == 1
