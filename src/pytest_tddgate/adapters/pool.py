"""A pool of processes on this machine, each a new interpreter: for where a fork is not to be had, or not safe."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["AtOnce", "LocalPool"]


class LocalPool:
    """So many processes; see `ports.Executor`. When one dies, the calls that it may have had end with an error."""

    def __init__(self, slots: int) -> None:
        """Nothing is started before the first call."""
        ours = str(Path(__file__).parents[2])
        if ours not in sys.path:
            sys.path.append(ours)  # a process of the pool looks where this one does, and may not know this copy
        self.slots = slots
        self._executor = self._started()

    def submit(self, function: Callable[..., Any], /, *args: Any) -> Future[Any]:  # noqa: ANN401 - as the port
        """What the function will return in one of the processes."""
        try:
            return self._executor.submit(function, *args)
        except BrokenExecutor:
            self._executor = self._started()
            return self._executor.submit(function, *args)

    def is_reachable(self) -> bool:
        """A process that is missing is started."""
        return True

    def close(self) -> None:
        """Give up what has not begun, and wait for the rest: each call has an end of its own."""
        self._executor.shutdown(cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.slots, multiprocessing.get_context("spawn"), initializer=_prepare)


class AtOnce:
    """Nobody else: each call is made here, and at once; see `ports.Executor`."""

    slots = 1

    def submit(self, function: Callable[..., Any], /, *args: Any) -> Future[Any]:  # noqa: ANN401 - as the port
        """What the function returned, or raised."""
        future: Future[Any] = Future()
        try:
            future.set_result(function(*args))
        except Exception as problem:  # noqa: BLE001 - it belongs to whoever asks for the result
            future.set_exception(problem)
        return future

    def is_reachable(self) -> bool:
        """It is here."""
        return True

    def close(self) -> None:
        """Nothing is left to give up."""


def _prepare() -> None:
    """End with whoever started this process, and by Ctrl-C without a word: a process of a pool notices neither."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
