"""Waits for calls that were handed out, until they are done or no worker is left."""

from __future__ import annotations

import time
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytest_tddgate.ports import Executor

__all__ = ["TIMEOUT", "waited", "went_wrong"]

TIMEOUT = 60.0
"""Seconds without any worker after which unfinished calls are given up."""
_LOOK = 0.5  # seconds between two checks for workers


def waited(futures: Iterable[Future[Any]], executor: Executor, timeout: float, is_stopped: Callable[[], bool]) -> str:
    """Wait for all calls; `""`, or why some were given up, such as no reachable worker for `timeout` seconds."""
    waiting, left_alone = set(futures), time.monotonic()
    while waiting:
        _, waiting = wait(waiting, timeout=min(_LOOK, timeout), return_when=FIRST_COMPLETED)
        if waiting and is_stopped():
            return "it was interrupted"
        if executor.is_reachable():
            left_alone = time.monotonic()
        elif time.monotonic() - left_alone > timeout:
            return "no worker is left that could do it"
    return ""


def went_wrong(problem: BaseException) -> str:
    """Why a call failed, as a message."""
    return f"a worker could not do its batch: {type(problem).__name__}: {problem}"[:300]
