"""What a long judgement is doing: one line for each step, on a terminal and in a log alike."""

from __future__ import annotations

import sys
import time

__all__ = ["Progress"]


class Progress:
    """Counts steps, and tells how long they took."""

    def __init__(self, gate: str, steps: int, *, is_quiet: bool) -> None:
        """`steps` is how many there will be at most; a quiet one says nothing."""
        self._gate = gate
        self._steps = steps
        self._is_quiet = is_quiet
        self._begun = time.monotonic()
        self._told = 0

    def tell(self, step: str) -> None:
        """Say that this step begins, and how much time is left if the others take as long as those so far."""
        spent = time.monotonic() - self._begun
        left = spent / self._told * (self._steps - self._told) if self._told else 0
        self._told += 1
        if self._is_quiet:
            return
        times = f" ({spent:.0f} s so far, about {left:.0f} s left)" if spent >= 1 else ""
        sys.stdout.write(f"{self._gate} {self._told}/{max(self._steps, self._told)}: {step}{times}\n")
        sys.stdout.flush()
