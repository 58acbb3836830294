"""Mutants that take turns in one process get the verdicts that each would get in a process of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

pytestmark = pytest.mark.tdd_pins("verdicts are the same as before: only their price changes")

SUBJECT = """\
import itertools

_KNOWN = {}
_NUMBERS = itertools.count(1)


def price(name):
    if name not in _KNOWN:
        _KNOWN[name] = len(name) * 2
    return _KNOWN[name]


def number():
    found = next(_NUMBERS)
    found = max(found, 0)
    return found


def ordered(names):
    found = list(names)
    found.sort()
    return found


def tripled(value):
    found = value * 2
    found = found + value
    return found - 0.5
"""
TESTS = """\
import unittest
import pytest
from shop import lists


def test_price():
    assert lists.price("ab") == 4
    assert lists.price("abc") == 6


def test_number():
    assert 0 < lists.number() < 3


@pytest.mark.parametrize("names", [["b", "a", "c"]])
def test_ordered(names):
    assert lists.ordered(names) == ["a", "b", "c"]
    assert names[0] == "b"


class TestTripled(unittest.TestCase):
    def test_tripled(self):
        self.assertEqual(lists.tripled(4), 11.5)


@pytest.fixture(scope="module")
def tripled():
    return lists.tripled(1)


def test_what_a_fixture_of_the_module_made(tripled):
    assert tripled == 2.5
"""


def test_what_one_mutant_leaves_is_no_matter_to_the_next(started: Project) -> None:
    """In a cache, in an iterator, in a parameter, in a fixture: those that nobody notices stay the only ones."""
    started.with_file("tests/test_lists.py", TESTS).lock()

    green = started.with_file("src/shop/lists.py", SUBJECT).gate("green", verdict="passed").last

    found = re.search(r"^note: mutants: (\d+) of (\d+) were noticed", green.output, re.MULTILINE)
    assert found, green.output
    assert (found[1], found[2]) == ("19", "22"), green.output
    survivors = [*green.told("not-minimal"), *green.told("mutant-survived")]
    assert {f"src/shop/lists.py:{line}" for line in (4, 15)} <= set(survivors), survivors
