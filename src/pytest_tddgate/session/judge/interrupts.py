"""Ctrl-C in a judge: it is noted, because the run that the user sees gets it too and ends by itself."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["is_interrupted", "note_interrupts", "raise_interrupts"]

_NOTED: list[int] = []


def note_interrupts() -> None:
    """Note Ctrl-C from now on, and one that was blocked while this process started."""
    signal.signal(signal.SIGINT, _note)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])


def raise_interrupts() -> None:
    """Let Ctrl-C raise KeyboardInterrupt from now on; raises it at once if Ctrl-C was noted before."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if _NOTED:
        raise KeyboardInterrupt


def is_interrupted(problem: BaseException | None = None) -> bool:
    """Whether Ctrl-C was pressed, or `problem` is or was raised while handling a KeyboardInterrupt."""
    while problem is not None:
        if isinstance(problem, KeyboardInterrupt):
            return True
        problem = problem.__context__
    return bool(_NOTED)


def _note(number: int, _frame: FrameType | None) -> None:
    _NOTED.append(number)
