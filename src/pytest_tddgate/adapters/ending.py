"""Lets a process clean up when it receives a signal that would otherwise end it at once."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

__all__ = ["ending_in_order"]

_ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def ending_in_order(*, at_interrupt: bool = False) -> Iterator[None]:
    """Within this context, SIGTERM and SIGHUP raise SystemExit; no effect outside the main thread.

    With `at_interrupt`, Ctrl-C raises KeyboardInterrupt; without it, the handling of Ctrl-C stays as it is.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _exit) for number in _ENDING}
    if at_interrupt:
        before[signal.SIGINT] = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _exit(number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)
