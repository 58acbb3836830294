"""Tests may make files whose names nobody knows before: so may a mutant, as long as it leaves the old ones alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.session.mutants.side_effect_guard import STOPPED, SideEffectGuard

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants are tried in forks")


def bounded(work: Callable[[], object], as_they_are: Callable[[], object]) -> int:
    """The exit status of a fork that does this within the bounds of the tests as they are."""
    pid = os.fork()
    if pid == 0:
        guard = SideEffectGuard()
        guard.record()
        as_they_are()
        guard.forbid_new(guard.seen, ())
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_a_new_file_beside_one_that_the_tests_make(tmp_path: Path) -> None:
    """It is its own from then on."""
    (tmp_path / "old").write_text("old")

    def make_and_move() -> None:
        (tmp_path / "other").write_text("text")
        (tmp_path / "other").unlink()

    assert bounded(make_and_move, (tmp_path / "new").touch) == 0


def test_what_was_there_before_stays(tmp_path: Path) -> None:
    """Neither written nor removed."""
    (tmp_path / "old").write_text("old")

    assert bounded(lambda: (tmp_path / "old").write_text("new"), (tmp_path / "1").touch) == STOPPED
    assert bounded((tmp_path / "old").unlink, (tmp_path / "2").touch) == STOPPED
    assert (tmp_path / "old").read_text() == "old"
