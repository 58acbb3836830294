"""Tests of a class are certainly collected only if neither the class nor its bases keep pytest from it."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.plain_tests import plain_tests

BASE = "class Base:\n    {}\n\n\nclass Middle(Base): ...\n\n\nclass TestA(Middle):\n    def test_a(self): ...\n"


@pytest.mark.parametrize("member", ["def __init__(self): ...", "__test__ = False"])
def test_a_base_of_the_file_that_pytest_does_not_collect(member: str) -> None:
    """It is inherited."""
    assert plain_tests(BASE.format(member).encode()) == frozenset()


@pytest.mark.tdd_pins("the other side: it is so already")
def test_a_base_that_keeps_nothing_back() -> None:
    """Helpers of the tests; a base of another file, of which nothing is known; a class that is its own base."""
    others = "\n\nclass TestB(unittest.TestCase):\n    def test_b(self): ...\n\n\nclass TestC(TestC): ...\n"

    assert plain_tests((BASE.format("def help(self): ...") + others).encode()) == {"TestA::test_a", "TestB::test_b"}
