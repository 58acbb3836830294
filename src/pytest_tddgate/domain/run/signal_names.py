"""What a signal is called: Linux has more of them than have a name."""

from __future__ import annotations

import signal

__all__ = ["signal_name"]


def signal_name(number: int) -> str:
    """`SIGKILL` for 9; `signal 40` for a real-time signal between the first and the last, which alone have names."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
