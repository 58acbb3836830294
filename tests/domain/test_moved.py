"""When a removed and an added test are one test that moved."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.changes import moved
from pytest_tddgate.domain.python.syntax import FunctionSyntax, parse_module
from pytest_tddgate.domain.run.observation import TestId

ROWS = '@parametrize("n", {})\ndef test_n(n): ...\n'


def functions(file: str, source: str) -> dict[TestId, FunctionSyntax]:
    """The tests of this file."""
    return {TestId(file, name): test for name, test in parse_module(source.encode()).tests.items()}


def test_a_test_that_moved_or_was_renamed_is_recognised() -> None:
    """Its body, signature, decorators and rows are what they were."""
    old = functions("a.py", "def test_a(): one()\n" + ROWS.format("[1]"))
    new = functions("b.py", ROWS.format("[1]") + "def test_b(): one()\n")

    found = moved(old, new)

    assert found == {
        TestId("a.py", "test_a"): TestId("b.py", "test_b"),
        TestId("a.py", "test_n"): TestId("b.py", "test_n"),
    }


@pytest.mark.parametrize("after", [ROWS.format("[2]"), ROWS.format("[1, 2]"), "def test_n(n): ...\n"])
def test_a_test_that_was_edited_has_not_moved(after: str) -> None:
    """A row more or less makes it another test."""
    old, new = functions("a.py", ROWS.format("[1]")), functions("b.py", after)

    assert moved(old, new) == {}


def test_of_equal_tests_the_one_that_kept_its_name_is_the_one_that_moved() -> None:
    """Each new test takes the place of one old test at most."""
    old = functions("a.py", "def test_a(): one()\ndef test_b(): one()\n")
    new = functions("b.py", "def test_0(): one()\ndef test_b(): one()\n")

    found = moved(old, new)

    assert found[TestId("a.py", "test_b")] == TestId("b.py", "test_b")
    assert found[TestId("a.py", "test_a")] == TestId("b.py", "test_0")
