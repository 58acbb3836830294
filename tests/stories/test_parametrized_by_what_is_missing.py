"""Tests that are parametrized by members of a class that is still to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

TEST = """
import pytest

from shop.size import Size


@pytest.mark.parametrize(("size", "price"), [(Size.SMALL, 2), (Size.LARGE, 5)])
def test_price(size, price):
    assert size.price() == price


@pytest.mark.parametrize("size", list(Size), ids=lambda size: size.name.lower())
def test_every_size_has_a_price(size):
    assert size.price() > 1


@pytest.mark.parametrize("kind", [Size])
def test_two_sizes(kind):
    assert len(kind) == 2
"""
CODE = """
from enum import Enum


class Size(Enum):
    SMALL = 1
    LARGE = 2

    def price(self):
        return self.value * self.value + 1
"""


def test_their_cases_are_those_that_the_code_makes(project: Project) -> None:
    """What stood in for the members at the lock had names of its own."""
    locked = project.with_file("tests/test_size.py", TEST).lock("size")

    green = locked.with_file("src/shop/size.py", CODE).commit("feat: size").gate("green", verdict="passed")

    green.gate(
        "green", "--deselect", "tests/test_size.py::test_price[Size.LARGE-5]", verdict="refused", rules=["test-missing"]
    )
