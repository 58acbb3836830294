"""Red tests stop half-way, and leave behind what they would have put back: what fails beside them is told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

MODE = "_on = False\n\n\ndef set_on(value):\n    global _on\n    _on = value\n\n\ndef is_on():\n    return _on\n"
EXISTING = "from shop.mode import is_on\n\n\ndef test_off():\n    assert not is_on()\n"
NEW = """
from shop.mode import is_on, set_on


def test_is_on_inside():
    with set_on(True):
        assert is_on()
    assert not is_on()
"""
TWO = """
from shop.mode import is_on, set_on


def test_one_thing():
    assert not is_on()
    with set_on(True):
        assert is_on()


def test_another_thing():
    assert not is_on()
    with set_on(True):
        assert is_on()
"""


@pytest.fixture
def moded(project: Project) -> Project:
    """A module with a state, and an existing test that needs it off and runs after the new ones."""
    return project.with_file("src/shop/mode.py", MODE).with_file("tests/test_zero.py", EXISTING).commit()


def test_an_existing_test_that_fails_beside_red_tests_alone_is_noted(moded: Project) -> None:
    """It passes without them, so that the code does what it did."""
    moded.with_file("tests/test_mode.py", NEW).gate(
        "verify-fail",
        verdict="passed",
        says="1 existing test fails beside the new tests, and passes without them: tests/test_zero.py::test_off",
    )


@pytest.mark.tdd_pins("the other side of the rule")
def test_an_existing_test_that_fails_without_them_too_is_broken(moded: Project) -> None:
    """Here the work tree turns the mode on."""
    moded.replace("src/shop/mode.py", "_on = False", "_on = True").with_file("tests/test_mode.py", NEW)

    moded.gate("verify-fail", verdict="refused", rules=["existing-test-broken"])


def test_a_test_that_is_red_in_another_way_beside_others_is_no_flaky_test(moded: Project) -> None:
    """Alone it is always red in the same way."""
    ran = moded.with_file("tests/test_mode.py", TWO).gate("verify-fail", verdict="passed").last

    assert "2 tests are red in another way beside other new tests, and in one way alone" in ran.output
