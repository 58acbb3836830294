"""The time limit of a test that may hang: an alarm that raises an exception in the test.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import signal
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pytest_tddgate.domain.mutants.time_limits import seconds_left

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

__all__ = ["time_limit"]


@contextmanager
def time_limit(seconds: float, error: type[BaseException]) -> Iterator[None]:
    """Raise this error in code that runs for too long: see `domain.mutants.time_limits`."""
    before = signal.signal(signal.SIGALRM, _alarm(seconds, error))
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _alarm(limit: float, error: type[BaseException]) -> Callable[[int, FrameType | None], None]:
    """The handler for the alarm of a test that starts now; `limit` is in seconds."""
    start, spent = time.monotonic(), time.process_time()

    def ask(_signal: int, _frame: FrameType | None) -> None:
        left = seconds_left(limit, elapsed=time.monotonic() - start, cpu=time.process_time() - spent)
        if not left:
            raise error
        signal.setitimer(signal.ITIMER_REAL, left)

    return ask
