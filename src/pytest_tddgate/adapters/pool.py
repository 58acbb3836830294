"""A pool of processes on this machine, each a new interpreter, for where a fork is unavailable or unsafe."""

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

_GRACE = 2.0  # seconds that a cancelled call has for its cleanup


class LocalPool:
    """A pool of `slots` processes; see `ports.Executor`. If one dies, the calls that it may have run fail."""

    def __init__(self, slots: int) -> None:
        """Prepare the pool; processes start at the first call."""
        ours = str(Path(__file__).parents[2])
        if ours not in sys.path:
            sys.path.append(ours)  # the processes inherit sys.path, and might not find this copy otherwise
        self.slots = slots
        self._executor = self._started()
        self._futures: list[Future[Any]] = []

    def submit(self, function: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """A future of the function's result in one of the processes."""
        try:
            future = self._executor.submit(function, *args)
        except BrokenExecutor:
            self._executor = self._started()
            future = self._executor.submit(function, *args)
        self._futures.append(future)
        return future

    def is_reachable(self) -> bool:
        """True: a missing process is started when needed."""
        return True

    def close(self) -> None:
        """Cancel pending calls: their processes receive SIGTERM, and may clean up."""
        if not all(each.done() for each in self._futures):
            for each in multiprocessing.active_children():
                each.terminate()
        self._executor.shutdown(cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.slots, multiprocessing.get_context("spawn"), initializer=_prepare)


class AtOnce:
    """An executor that makes each call at once in this process; see `ports.Executor`."""

    slots = 1

    def submit(self, function: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """A finished future of what the function returned or raised."""
        future: Future[Any] = Future()
        try:
            future.set_result(function(*args))
        except Exception as problem:  # noqa: BLE001 - raised where the result is asked for
            future.set_exception(problem)
        return future

    def is_reachable(self) -> bool:
        """Always True."""
        return True

    def close(self) -> None:
        """Do nothing: every call has ended."""


def _prepare() -> None:
    """End when the parent ends, and silently on Ctrl-C; a pool's process does neither by default."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, _exit_soon)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _exit_soon(number: int, _frame: FrameType | None) -> NoReturn:
    """End the call by SystemExit, and soon after the process, because the pool would otherwise start the next call."""
    last = threading.Timer(_GRACE, os._exit, (128 + number,))
    last.daemon = True
    last.start()
    sys.exit(128 + number)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
