"""A pool of processes on this machine, each a new interpreter: for where a fork is not to be had, or not safe."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

__all__ = ["AtOnce", "LocalPool"]

_GRACE = 2.0  # seconds in which a call that is given up may clean up


class LocalPool:
    """So many processes; see `ports.Executor`. When one dies, the calls that it may have had end with an error."""

    def __init__(self, slots: int) -> None:
        """Nothing is started before the first call."""
        ours = str(Path(__file__).parents[2])
        if ours not in sys.path:
            sys.path.append(ours)  # a process of the pool looks where this one does, and may not know this copy
        self.slots = slots
        self._executor = self._started()
        self._given: list[Future[Any]] = []

    def submit(self, function: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """What the function will return in one of the processes."""
        try:
            future = self._executor.submit(function, *args)
        except BrokenExecutor:
            self._executor = self._started()
            future = self._executor.submit(function, *args)
        self._given.append(future)
        return future

    def is_reachable(self) -> bool:
        """A process that is missing is started."""
        return True

    def close(self) -> None:
        """Give up what has not ended: its processes are told to end, and may clean up."""
        if not all(each.done() for each in self._given):
            for each in multiprocessing.active_children():
                each.terminate()
        self._executor.shutdown(cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.slots, multiprocessing.get_context("spawn"), initializer=_prepare)


class AtOnce:
    """Nobody else: each call is made here, and at once; see `ports.Executor`."""

    slots = 1

    def submit(self, function: Callable[..., Any], /, *args: Any) -> Future[Any]:
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
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    """End the call in an orderly way; a pool would begin the next one after it, so the process ends soon after."""
    last = threading.Timer(_GRACE, os._exit, (128 + number,))
    last.daemon = True
    last.start()
    sys.exit(128 + number)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
