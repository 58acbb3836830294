"""The data of coverage are a database, and no connection to it outlives what is asked of it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.coverage import read_coverage

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[sqlite3.Connection]:
    """The connections that are made from here on, in a folder that is the working directory."""
    monkeypatch.chdir(tmp_path)
    made: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def noted(*args: object, **settings: object) -> sqlite3.Connection:
        made.append(connect(*args, **settings))  # type: ignore[call-overload]  # whatever coverage says
        return made[-1]

    monkeypatch.setattr(sqlite3, "connect", noted)
    return made


def is_closed(connection: sqlite3.Connection) -> bool:
    """Whether nothing can be asked by it any more."""
    try:
        connection.total_changes  # noqa: B018 - to read it needs an open connection
    except sqlite3.ProgrammingError:
        return True
    return False


def test_data_that_are_no_database_are_closed(tmp_path: Path, opened: list[sqlite3.Connection]) -> None:
    """Python 3.13 warns of a connection that is left open, wherever it happens to notice."""
    (tmp_path / "data").write_bytes(b"no database")

    read_coverage(str(tmp_path / "data"), str(tmp_path), [], {})

    assert opened
    assert all(map(is_closed, opened))


@pytest.mark.tdd_pins("what must stay as it is")
def test_data_that_were_read_are_closed(tmp_path: Path, opened: list[sqlite3.Connection]) -> None:
    """Those of a file without a pragma, too, which are made for the question."""
    source = tmp_path / "shop.py"
    source.write_text("def half(n):\n    return n / 2  # pragma: no cover\n", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "coverage", "run", "--data-file=data", "shop.py"], cwd=tmp_path, check=True)

    found = read_coverage(str(tmp_path / "data"), str(tmp_path), [str(source)], {str(source): {2: 18}})

    assert found.total == 100
    assert len(opened) > 1
    assert all(map(is_closed, opened))
