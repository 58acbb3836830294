"""Tests that assert a flag."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

DOOR = "class Door:\n    pass\n"
TEST = """\
from shop.door import Door


def test_open():
    door = Door()
    door.open()
    assert door.is_open


def test_knock():
    Door().knock()
"""


def test_a_flag_is_asked_for_and_a_call_alone_is_not(project: Project) -> None:
    """An empty flag refutes the first test; nothing refutes the second."""
    project.with_file("src/shop/door.py", DOOR).commit("a door").with_file("tests/test_door.py", TEST)

    refused = project.gate("verify-fail", verdict="refused", rules=["hollow"]).last

    assert refused.rows == {"test_open": "red missing", "test_knock": "hollow"}
