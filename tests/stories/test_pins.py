"""Pins: new tests that may be green, because they hold on to what is there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

PIN = """\
import pytest
from shop.cart import total


@pytest.mark.tdd_pins("an empty cart is free")
def test_empty():
    assert total([]) == 0
"""


def test_a_pin_may_be_green_and_is_locked_apart(project: Project) -> None:
    """With its reason, and beside tests that are red."""
    locked = project.with_red_test().with_file("tests/test_pin.py", PIN).lock()

    assert locked.last.rows == {"test_discount": "red missing", "test_empty": "pin"}
    tests = json.loads(locked.text(".tddgate/contracts/discount.json"))["tests"]
    assert [(each["red"], each.get("reason")) for each in tests] == [
        ("missing", None),
        ("pin", "an empty cart is free"),
    ]
    locked.implement().gate("green", verdict="passed", says="2 of its tests")


def test_pins_alone_are_no_feature(project: Project) -> None:
    """Nothing was red."""
    project.with_file("tests/test_pin.py", PIN).gate("verify-fail", verdict="refused", rules=["nothing-new"])


def test_a_pin_without_a_reason_is_a_green_test(project: Project) -> None:
    """The reason is what a reader judges."""
    project.with_red_test().with_file("tests/test_pin.py", PIN.replace('("an empty cart is free")', ""))

    project.gate(
        "verify-fail", verdict="refused", rules=["already-green"], says="is marked as a pin, and gives no reason"
    )


def test_a_pin_in_a_file_that_cannot_be_imported_is_a_pin(project: Project) -> None:
    """Its marker is seen where the missing names are filled."""
    red = "from shop.discount import discount\n" + PIN + "\n\ndef test_red():\n    assert discount(10) == 9\n"

    pinned = project.with_file("tests/test_both.py", red).gate("verify-fail", verdict="passed")

    assert pinned.last.rows["test_red"] == "red missing"
