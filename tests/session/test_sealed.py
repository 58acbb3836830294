"""A sealed fork can change nothing, and ends."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.session.calls.sandbox import EffectBlocker, ReachesOutside, limited, sandboxed_fork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.tdd_pins("written beside the implementation: the contract of cliffs says what it is for")


def _stopped(effect: Callable[[], object]) -> list[object]:
    """Whether a sealed fork has stopped this."""

    def work(effects: EffectBlocker) -> Iterator[bool]:
        effects.forbid(())
        try:
            effect()
        except ReachesOutside:
            effects.allow()
            yield effects.has_reached

    return sandboxed_fork(work)


def test_effects_are_stopped(tmp_path: Path) -> None:
    """Files, folders, sockets and processes; each by its audit event."""
    kept = tmp_path / "kept"
    kept.write_text("as it was", encoding="utf-8")

    assert _stopped(lambda: (tmp_path / "new").write_text("")) == [True]
    assert _stopped(kept.unlink) == [True]
    assert _stopped((tmp_path / "folder").mkdir) == [True]
    assert _stopped(socket.socket) == [True]
    assert _stopped(lambda: subprocess.run([sys.executable, "--version"], check=False)) == [True]
    assert [each.name for each in tmp_path.iterdir()] == ["kept"]


def test_a_file_that_was_open_stays_as_it_is(tmp_path: Path) -> None:
    """What a test has opened is closed in the fork."""
    with (tmp_path / "log").open("w", encoding="utf-8", buffering=1) as log:
        log.write("of the test\n")
        sandboxed_fork(lambda _: [log.write("of the fork\n")])

    assert (tmp_path / "log").read_text(encoding="utf-8") == "of the test\n"


def test_what_does_not_end_is_ended() -> None:
    """By CPU time; what was said before is heard."""

    def work(_: EffectBlocker) -> Iterator[int]:
        yield 1
        limited(is_on=True)
        while True:
            pass

    start = time.monotonic()

    assert sandboxed_fork(work) == [1]
    assert time.monotonic() - start < 8
