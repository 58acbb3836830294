"""Watching real children to their end: whatever they do, the judge learns how they ended and what they had said."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.session.runs import supervise
from pytest_tddgate.session.runs.supervise import watch

if TYPE_CHECKING:
    from pytest_tddgate.domain.run.observation import RunSeen

_SAY = "import os, sys, time, signal\ndef say(line): os.write({}, line.encode() + b'\\n')\n"


def watched(program: str, *, silence: float = 0) -> RunSeen:
    """What is seen of a child that runs this program, in which `say` writes an observation."""
    observations, observed = os.pipe()
    child = subprocess.Popen([sys.executable, "-S", "-c", _SAY.format(observed) + program], pass_fds=[observed])
    os.close(observed)
    try:
        return watch(child.pid, observations, silence=silence)
    finally:
        child.returncode = 0  # `watch` has waited for it


@pytest.mark.parametrize(
    ("ending", "exit_code"),
    [
        ("", 0), ("sys.exit(3)", 3), ("os._exit(0)", 0), ("raise SystemError", 1), ("os.abort()", -signal.SIGABRT),
        ("os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL), ("sys.exit(-1)", 255),
    ],
)  # fmt: skip
def test_the_exit_code_is_the_process_s_own(ending: str, exit_code: int, capfd: pytest.CaptureFixture[str]) -> None:
    """Negative where a signal ended it; it never announced anything, so nothing is announced."""
    seen = watched('say(\'["start", "t.py::test_a"]\')\n' + ending)

    assert (seen.exit_code, seen.announced, seen.last_started) == (exit_code, None, "t.py::test_a")
    capfd.readouterr()


def test_what_was_announced_and_what_came_are_kept_apart() -> None:
    """A child can say one thing and end with another."""
    seen = watched("say('[\"end\", 0]')\nsys.exit(7)")

    assert (seen.announced, seen.exit_code) == (0, 7)


def test_the_last_words_are_heard() -> None:
    """More than a pipe holds, written just before the end."""
    seen = watched('for n in range(20000): say(f\'["start", "t.py::test_{n}"]\')\nos._exit(0)')

    assert (len(seen.tests), seen.last_started) == (20000, "t.py::test_19999")


def test_a_grandchild_that_keeps_the_pipe_open_keeps_nobody_waiting() -> None:
    """The end of the child counts, not the end of the pipe."""
    started = time.monotonic()

    seen = watched("say('[\"end\", 0]')\nif os.fork() == 0: time.sleep(4)\nelse: os._exit(0)")

    assert (seen.announced, seen.exit_code) == (0, 0)
    assert time.monotonic() - started < 3


def test_a_grandchild_that_keeps_talking_keeps_nobody_waiting() -> None:
    """What is in the pipe when the child ends is read, and no more."""
    chatter = 'end = time.time() + 6\nwhile time.time() < end: say(\'["note", "x"]\')'
    started = time.monotonic()

    seen = watched(f"if os.fork(): os._exit(0)\n{chatter}")

    assert seen.exit_code == 0
    assert time.monotonic() - started < 4


def test_a_child_that_closes_its_pipe_is_waited_for() -> None:
    """Silence is not an end."""
    seen = watched("os.closerange(3, 100)\ntime.sleep(0.5)\nsys.exit(5)")

    assert seen.exit_code == 5


def test_a_silent_child_without_a_limit_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """An existing test may take any time, also in a run that has limits for others."""
    monkeypatch.setattr(supervise, "_GRACE", 0.1)
    over = (
        'say(\'["limit", "t.py::test_new", 0.1]\')\nsay(\'["phase", "t.py::test_new", "teardown", "passed", null]\')\n'
    )

    seen = watched(over + 'say(\'["start", "t.py::test_slow"]\')\ntime.sleep(1)\nsay(\'["end", 0]\')')

    assert (seen.exit_code, seen.announced) == (0, 0)


@pytest.mark.parametrize(
    ("line", "silence"), [('["limit", "t.py::test_a", 0.1]', 0), ('["start", "t.py::test_a"]', 0.1)]
)
def test_a_child_that_is_silent_beyond_its_limit_is_killed(
    monkeypatch: pytest.MonkeyPatch, line: str, silence: float
) -> None:
    """A test that blocks its own alarm hangs itself, not the judge."""
    monkeypatch.setattr(supervise, "_GRACE", 0.1)

    seen = watched(f"signal.signal(signal.SIGTERM, signal.SIG_IGN)\nsay('{line}')\ntime.sleep(30)", silence=silence)

    assert seen.exit_code == -signal.SIGKILL


def test_a_child_that_is_silent_before_its_first_test_is_not_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Imports and fixtures may take longer than a test."""
    monkeypatch.setattr(supervise, "_GRACE", 0.1)

    assert watched("time.sleep(1)\nsys.exit(5)", silence=0.1).exit_code == 5


def test_the_reading_end_is_closed_afterwards() -> None:
    """A judge that makes many runs does not run out of descriptors."""
    before = len(list(Path("/proc/self/fd").iterdir()))

    watched("")

    assert len(list(Path("/proc/self/fd").iterdir())) == before
