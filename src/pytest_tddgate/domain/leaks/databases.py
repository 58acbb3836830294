"""The rows of SQLite database files, read in memory: no file is opened, written or attached."""

from __future__ import annotations

import contextlib
from typing import Any

__all__ = ["records_of"]

_MAGIC = b"SQLite format 3\0"
_MOST = 5000  # rows that are read of each table


def records_of(data: bytes) -> list[tuple[Any, ...]]:
    """The rows of all tables; empty if the bytes are not a database, or it cannot be read."""
    if not data.startswith(_MAGIC):
        return []
    import sqlite3  # noqa: PLC0415 - few changes need it, and a Python may lack it

    found: list[tuple[Any, ...]] = []
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        names = database.execute("select name from sqlite_master where type = 'table'").fetchall()
        for (name,) in names:
            quoted = str(name).replace('"', '""')
            found += database.execute(f'select * from "{quoted}" limit {_MOST}').fetchall()  # noqa: S608 - quoted, and the database is a copy
    return found
