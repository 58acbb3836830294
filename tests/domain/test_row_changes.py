"""Which changes of parametrized rows are additions."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.changes import FileChange, compare
from pytest_tddgate.domain.python.syntax import parse_module

FILE = "tests/test_cart.py"


def change(before: str, after: str) -> FileChange:
    """The difference between two sources of one file."""
    return compare(FILE, parse_module(before.encode()), parse_module(after.encode()))


TEST = "def test_a(client):\n    assert make(client) == 1\n"
ROWS = '@parametrize("n", {})\ndef test_n(n): ...\n'


def test_a_new_row_is_an_addition() -> None:
    """It is named by arguments and position, wherever it stands."""
    found = change(ROWS.format("[1, 2]"), ROWS.format("[1, 3, 2, 2]"))

    assert found == FileChange(FILE, added_rows={"test_n": (("n", 1), ("n", 3))})
    assert found.is_addition


@pytest.mark.parametrize(
    "after", [ROWS.format("[1]"), ROWS.format("[1, 3]"), "def test_n(n): ...\n", "@skip\n" + ROWS.format("[1, 2]")]
)
def test_a_lost_row_changes_the_test(after: str) -> None:
    """Rows may be added and reordered, nothing else."""
    assert change(ROWS.format("[1, 2]"), after).changed == ("test_n",)


def test_a_first_parametrization_changes_the_test() -> None:
    """It had no rows to which some could be added."""
    assert change("def test_n(n): ...\n", ROWS.format("[1]")).changed == ("test_n",)


def test_a_list_of_rows_may_grow() -> None:
    """A constant that only holds rows is part of the tests that are parametrized with it."""
    found = change("CASES = [1]\n" + ROWS.format("CASES"), "CASES = [1, 2]\n" + ROWS.format("CASES"))

    assert found == FileChange(FILE, added_rows={"test_n": (("n", 1),)})


def test_rows_may_move_into_a_list_and_back() -> None:
    """Where the rows are written is layout."""
    written, named = ROWS.format("[1, 2]"), "CASES = [1, 2]\n" + ROWS.format("CASES")

    assert change(written, named).is_addition
    assert change(named, written).is_addition


@pytest.mark.parametrize(
    "use", ["def test_len(): assert len(CASES)\n", "OTHER = CASES\n", "@mark(CASES)\nclass A: ...\n"]
)
def test_a_list_that_has_another_use_may_not_grow(use: str) -> None:
    """What else reads it sees another value."""
    found = change("CASES = [1]\n" + use + ROWS.format("CASES"), "CASES = [1, 2]\n" + use + ROWS.format("CASES"))

    assert found.touched == ("CASES",)


def test_a_list_that_loses_a_row_changes_its_tests() -> None:
    """The tests are named, not the list."""
    found = change("CASES = [1, 2]\n" + ROWS.format("CASES"), "CASES = [2]\n" + ROWS.format("CASES"))

    assert found.changed == ("test_n",)


def test_rows_that_only_a_run_can_tell_are_dynamic() -> None:
    """They may have changed when something that makes them did."""
    test = ROWS.format("list(CASES)") + TEST

    found = change("CASES = [1]\n" + test, "CASES = [1, 2]\n" + test)

    assert (found.dynamic, found.touched) == (("test_n",), ("CASES",))


def test_a_shadowing_condition_does_not_hide_a_change_of_rows() -> None:
    """A second binding of the list is not what its rows were read from."""
    before = "CASES = [1]\n" + ROWS.format("CASES")

    assert change(before, before + "if True:\n    CASES = []\n").touched == ("CASES",)
