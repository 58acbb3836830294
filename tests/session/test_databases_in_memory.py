"""A database in memory is the process's own, and nothing outside of it."""

from __future__ import annotations

import sqlite3
import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.session.calls.sandbox import EffectBlocker, ReachesOutside, sandboxed_fork

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="calls are repeated in forks")


def answers(name: str) -> list[object]:
    """What a database of this name computes in a sealed fork."""

    def work(effects: EffectBlocker) -> Iterator[object]:
        effects.forbid(())
        try:
            found = sqlite3.connect(name).execute("select 6 * 7").fetchone()
        except ReachesOutside:
            found = ["stopped"]
        effects.allow()
        yield list(found)

    return sandboxed_fork(work)


def test_a_database_in_memory_is_asked() -> None:
    """What a function computes with it can be computed again."""
    assert answers(":memory:") == [[42]]


@pytest.mark.tdd_pins("it was so before")
def test_a_database_in_a_file_is_not(tmp_path: Path) -> None:
    """Opening one makes a file."""
    assert answers(str(tmp_path / "shop.db")) == [["stopped"]]
