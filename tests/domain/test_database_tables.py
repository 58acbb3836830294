"""Rows of a database file are rows like any other."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest

from pytest_tddgate.domain.leaks.rows import rows_of_file


def database(*rows: tuple[object, ...]) -> bytes:
    """A database with one table."""
    with contextlib.closing(sqlite3.connect(":memory:")) as made:
        made.execute("create table grammar (token, pages)")
        made.executemany("insert into grammar values (?, ?)", rows)
        made.commit()
        return made.serialize()


def test_the_rows_of_a_database_are_read() -> None:
    """Also where the bytes between them can be read as characters."""
    rows = rows_of_file(database(("10-12,20", "[10, 11, 12, 20]"), ("7", "[7]")))
    assert any("10-12,20" in row.cells and [10, 11, 12, 20] in row.cells for row in rows)


@pytest.mark.tdd_pins("a file that nobody can read had no rows before")
def test_a_database_that_is_cut_off_has_no_rows() -> None:
    """Whatever it says of itself."""
    assert not any("7" in row.cells for row in rows_of_file(database(("7", "[7]"))[:40]))
