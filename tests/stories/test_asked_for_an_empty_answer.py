"""New tests that nothing satisfies, and that are honest all the same: each says what it wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

EMPTIES = """\
from shop.ranges import parse, show


def test_blank():
    assert parse("") == []


def test_none():
    assert show([]) == ""
"""
ABSENT = "from shop.ranges import find\n\n\ndef test_absent():\n    assert find('x') is None\n"
CASE = """\
import unittest

from shop.ranges import find


class TestFind(unittest.TestCase):
    def test_absent(self):
        self.assertIsNone(find("x"))
"""
KEYS = """\
from shop.ranges import key


def test_keys_of_two_calls_differ():
    assert key(1) != key(1.0)
"""


@pytest.mark.parametrize("tests", [EMPTIES, ABSENT, CASE, KEYS], ids=["empties", "absent", "case", "keys"])
def test_a_first_step_may_ask_for_an_empty_answer(tests: str, project: Project) -> None:
    """An empty answer that is stated is an example, and a fresh object is something."""
    seen = project.with_file("tests/test_ranges.py", tests).gate("verify-fail", verdict="passed")
    assert set(seen.last.rows.values()) == {"red missing"}
