"""A fork with wrong code does outside of memory what the tests as they are do, and nothing else."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.session.mutants.side_effect_guard import STOPPED, SideEffectGuard

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants are tried in forks")


def ended(work: Callable[[], object]) -> int:
    """The exit status of a fork that does this."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def bounded(work: Callable[[], object], *folders: Path, as_they_are: Callable[[], object] = lambda: None) -> int:
    """The exit status of a fork that does this work within bounds, after the tests as they are have been heard."""

    def both() -> None:
        guard = SideEffectGuard()
        guard.record()
        as_they_are()
        guard.forbid_new(guard.seen, tuple(map(str, folders)))
        work()

    return ended(both)


def test_a_file_outside_is_not_touched(tmp_path: Path) -> None:
    """Neither removed, nor moved, nor written, nor made."""
    mine = tmp_path / "mine"
    mine.write_text("mine")
    own = tmp_path / "own"
    own.mkdir()

    for work in (
        mine.unlink,
        lambda: mine.rename(own / "stolen"),
        lambda: mine.write_text("theirs"),
        lambda: os.truncate(mine, 0),
        (tmp_path / "new").mkdir,
    ):
        assert bounded(work, own) == STOPPED

    assert [each.name for each in sorted(tmp_path.iterdir())] == ["mine", "own"]
    assert mine.read_text() == "mine"


def test_below_its_own_folders_it_may_do_anything(tmp_path: Path) -> None:
    """Tests with `tmp_path` notice their mutants as before."""
    (tmp_path / "old").write_text("old")

    def work() -> None:
        (tmp_path / "old").rename(tmp_path / "new")
        (tmp_path / "folder").mkdir()
        (tmp_path / "folder" / "file").write_text("text")
        __import__("shutil").rmtree(tmp_path / "folder")

    assert bounded(work, tmp_path) == 0
    assert [each.name for each in tmp_path.iterdir()] == ["new"]


def test_reading_is_free(tmp_path: Path) -> None:
    """What is read is not changed."""
    (tmp_path / "file").write_text("text")

    assert bounded((tmp_path / "file").read_text) == 0


def test_what_tests_do_as_they_are_a_mutant_may_do(tmp_path: Path) -> None:
    """The same file, or below a folder that they made; not its neighbour."""
    log, made = tmp_path / "log", tmp_path / "made"

    def as_they_are() -> None:
        log.write_text("log")
        made.mkdir()

    assert bounded(lambda: log.write_text("more"), as_they_are=as_they_are) == 0
    made.rmdir()
    assert bounded(lambda: (made / "file").write_text("text"), as_they_are=as_they_are) == 0
    (made / "file").unlink()
    made.rmdir()
    assert bounded((tmp_path / "other").touch, as_they_are=as_they_are) == STOPPED


def test_processes_and_networks(tmp_path: Path) -> None:
    """Only where tests start and reach some as they are."""
    marked = tmp_path / "marked"

    def start() -> None:
        subprocess.run([sys.executable, "-c", f"open({str(marked)!r}, 'w')"], check=True)

    def connect() -> None:
        with socket.socket() as ours:
            ours.connect(("127.0.0.1", 1))

    assert (bounded(start), marked.exists()) == (STOPPED, False)
    assert bounded(connect) == STOPPED
    assert (bounded(start, as_they_are=start), marked.exists()) == (0, True)


def test_caches_of_tools_are_free(tmp_path: Path) -> None:
    """Hypothesis keeps what made a test fail beside the project."""
    (tmp_path / ".hypothesis").mkdir()

    assert bounded(lambda: (tmp_path / ".hypothesis" / "example").write_text("text")) == 0


def test_an_effect_that_nobody_could_swallow(tmp_path: Path) -> None:
    """The process ends at once: no `except` and no `finally` goes on with wrong code."""

    def work() -> None:
        try:
            (tmp_path / "new").touch()
        except BaseException:  # noqa: BLE001 - what wrong code may do
            os._exit(0)

    assert bounded(work) == STOPPED
