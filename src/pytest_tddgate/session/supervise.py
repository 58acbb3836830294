"""Watching one child to its end: every observation as it comes, then the exit code, whatever the child does."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from typing import TYPE_CHECKING

from pytest_tddgate.session.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_tddgate.domain.observation import RunSeen

__all__ = ["watch"]

_CHUNK = 1 << 16
_TICK = 0.2  # seconds between two looks at a child that says nothing
_GRACE = 5.0  # seconds that a test may go on after its own alarm was due


def watch(child: int, observations: int, *, silence: float = 0, on_collected: Callable[[], None] | None = None) -> RunSeen:
    """Everything seen of the child process until it has ended.

    `observations` is the reading end of its pipe, which is closed afterwards. A child that says nothing for `silence`
    seconds after a test has started is killed (0: never), so that a test that blocks its own alarm cannot hang the
    judge. `on_collected` is called once, when every test module has been imported.
    """
    stream = Stream()
    heard = time.monotonic()
    os.set_blocking(observations, False)
    exit_code: int | None = None
    while exit_code is None:
        if _read_ready(observations, stream, _TICK):
            heard = time.monotonic()
        elif silence and stream.last_started and time.monotonic() - heard > silence + _GRACE:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        if on_collected is not None and stream.is_collected:
            on_collected()
            on_collected = None
        exit_code = _exit_code(child)
    while _read_ready(observations, stream, 0):
        pass
    os.close(observations)
    return stream.run(exit_code)


def _read_ready(observations: int, stream: Stream, wait: float) -> bool:
    """Whether something was read. At the end of the pipe the wait is spent all the same: the child may still live."""
    ready, _, _ = select.select([observations], [], [], wait)
    if not ready:
        return False
    try:
        data = os.read(observations, _CHUNK)
    except BlockingIOError:
        return False
    if not data:
        time.sleep(min(wait, 0.01))
        return False
    stream.feed(data)
    return True


def _exit_code(child: int) -> int | None:
    """The exit code of a child that has ended (negative: the signal that killed it), else None."""
    pid, status = os.waitpid(child, os.WNOHANG)
    if pid == 0:
        return None
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
