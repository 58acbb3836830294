"""Progress of a long audit: prints one line per step, to terminals and logs alike."""

from __future__ import annotations

import sys
import time

__all__ = ["Progress"]


class Progress:
    """Counts steps and estimates the time left."""

    def __init__(self, gate: str, steps: int, *, is_quiet: bool) -> None:
        """`steps` is the expected maximum; nothing is printed if `is_quiet`."""
        self._gate = gate
        self._steps = steps
        self._is_quiet = is_quiet
        self._begun = time.monotonic()
        self._told = 0

    def tell(self, step: str) -> None:
        """Print that this step begins; the time left assumes that the other steps take as long as those so far."""
        spent = time.monotonic() - self._begun
        left = spent / self._told * (self._steps - self._told) if self._told else 0
        self._told += 1
        if self._is_quiet:
            return
        times = f" ({spent:.0f} s so far, about {left:.0f} s left)" if spent >= 1 else ""
        sys.stdout.write(f"{self._gate} {self._told}/{max(self._steps, self._told)}: {step}{times}\n")
        sys.stdout.flush()
