"""An attribute that is missing may be a value: asserted alone, an empty one refutes the test."""

from __future__ import annotations

import sys
import types
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.session.child.filling import Filler
from pytest_tddgate.session.child.standins import MODES, set_mode

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Iterator[type]:
    """A class of a first-party module."""
    module = types.ModuleType("doors")
    monkeypatch.setitem(sys.modules, "doors", module)
    yield type("Door", (), {"__module__": "doors"})
    set_mode("anything")


def filled(owner: object, name: str) -> object:
    """What takes the place of this attribute."""
    with pytest.raises(AttributeError) as caught:
        getattr(owner, name)
    assert Filler(["doors"]).fill(caught.value)
    return getattr(owner, name)


@pytest.mark.parametrize("mode", MODES)
def test_a_missing_attribute_of_an_object_is_empty_in_one_mode(door: type, mode: str) -> None:
    """Everywhere else it is there: a test for either is refuted by one of them."""
    value = filled(door(), "is_open")

    set_mode(mode)

    assert bool(value) is (mode != "none")


@pytest.mark.tdd_pins("what is an attribute of a class was never empty")
@pytest.mark.parametrize("mode", MODES)
def test_a_missing_name_of_a_class_is_never_empty(door: type, mode: str) -> None:
    """It may be an exception that a test expects, and pytest asks whether there is one."""
    value = filled(door, "Closed")

    set_mode(mode)

    assert value
