"""Watches one child until it has ended: reads its observations as they come, and then its exit code."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from typing import TYPE_CHECKING

from pytest_tddgate.session.pipe.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_tddgate.domain.run.observation import RunSeen

__all__ = ["watch"]

_CHUNK = 1 << 16
_MOST_LEFT = 1 << 20  # bytes that a pipe can hold (Linux: pipe-max-size); a grandchild may write for ever
_TICK = 0.2  # seconds between two checks of a silent child
_PAUSE = 0.01  # seconds in which observations gather: waking up for every test would cost both sides more than the test
_SHARE = 0.05  # of the time since the run began: the longest such pause, because most controls are over quickly
_GRACE = 5.0  # seconds that a test may overrun its own alarm
_LEAVING = 60.0  # seconds for a process to exit after pytest has ended: a thread may keep it waiting for ever


def _exit_code(child: int) -> int | None:
    """The exit code of a child of this process (negative: the signal that killed it), None while it runs."""
    pid, status = os.waitpid(child, os.WNOHANG)
    return None if pid == 0 else os.waitstatus_to_exitcode(status)


def watch(
    child: int, observations: int, *, silence: float = 0, ask: Callable[[int], int | None] = _exit_code
) -> RunSeen:
    """Everything observed of the child process until it has ended.

    `observations` is the reading end of its pipe, which is closed afterwards. A child that is silent for longer than
    the limit of its running test is killed, so that a test that blocks its own alarm cannot hang the judge; tests
    without a limit may take any time. `silence` is an additional limit, in seconds, from the first test's start on
    (0: none). A child that has announced its end but does not exit is killed as well. `ask` returns the exit code like
    `_exit_code`, for a child of another process.
    """
    try:
        return _watched(child, observations, silence, ask)
    finally:
        os.close(observations)


def _watched(child: int, observations: int, silence: float, ask: Callable[[int], int | None]) -> RunSeen:
    stream = Stream()
    began = heard = time.monotonic()
    os.set_blocking(observations, False)
    exit_code: int | None = None
    while exit_code is None:
        if _read_ready(observations, stream, _TICK):
            heard = time.monotonic()
            time.sleep(min(_PAUSE, (heard - began) * _SHARE))
        elif (limit := _limit(stream, silence)) and time.monotonic() - heard > limit + _GRACE:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        exit_code = ask(child)
    left = _MOST_LEFT
    while left > 0 and (length := _read_ready(observations, stream, 0)):
        left -= length
    return stream.run(exit_code)


def _limit(stream: Stream, silence: float) -> float:
    leaving = _LEAVING if stream.has_ended else 0
    return max(stream.limit, leaving, silence if stream.last_started else 0)


def _read_ready(observations: int, stream: Stream, wait: float) -> int:
    """The number of bytes read. At the end of the pipe it pauses, because the child may be alive."""
    ready, _, _ = select.select([observations], [], [], wait)
    if not ready:
        return 0
    try:
        data = os.read(observations, _CHUNK)
    except BlockingIOError:
        return 0
    if not data:
        time.sleep(min(wait, _PAUSE / 10))
        return 0
    stream.feed(data)
    return len(data)
