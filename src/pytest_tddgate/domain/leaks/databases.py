"""The rows of SQLite's database files, read in memory: nothing is opened, written or attached."""

from __future__ import annotations

import contextlib
from typing import Any

__all__ = ["records_of"]

_MAGIC = b"SQLite format 3\0"
_MOST = 5000  # rows of a table that are looked at


def records_of(data: bytes) -> list[tuple[Any, ...]]:
    """Every row of every table; nothing of bytes that are no database, or one that cannot be read."""
    if not data.startswith(_MAGIC):
        return []
    import sqlite3  # noqa: PLC0415 - for the few changes that bring a database, and a Python may lack it

    found: list[tuple[Any, ...]] = []
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        names = database.execute("select name from sqlite_master where type = 'table'").fetchall()
        for (name,) in names:
            quoted = str(name).replace('"', '""')
            found += database.execute(f'select * from "{quoted}" limit {_MOST}').fetchall()  # noqa: S608 - quoted, and the database is a copy
    return found
