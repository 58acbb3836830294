"""Runs programs that handle Ctrl-C themselves: a terminal signals all processes, and each would end in its own way."""

from __future__ import annotations

import signal
import subprocess
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

__all__ = ["code_of", "hold_back_interrupts"]


def hold_back_interrupts() -> None:
    """Block SIGINT until this process, or the program that replaces it, unblocks it."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])


def code_of(command: Sequence[str], *, starts_held_back: bool = False, stdin: int | None = None) -> int:
    """The exit code of a command (negative: the signal that ended it), which is left to end by itself after Ctrl-C.

    `subprocess.run` would wait a quarter of a second, then kill it. With `starts_held_back`, the command starts with
    SIGINT blocked, and unblocks it when it is ready.
    """
    with _ignoring_interrupts():
        before = signal.pthread_sigmask(signal.SIG_BLOCK, []) if hasattr(signal, "pthread_sigmask") else None
        if starts_held_back:
            hold_back_interrupts()
        try:
            process = subprocess.Popen(command, stdin=stdin)  # noqa: S603 - our own interpreter and code, no shell
        finally:
            if before is not None:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return process.wait()


@contextmanager
def _ignoring_interrupts() -> Iterator[None]:
    """Within this context, this process ignores Ctrl-C (main thread only), but its child processes do not."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, _do_nothing)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


def _do_nothing(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: unlike SIG_IGN, a handler is not inherited by child processes."""
