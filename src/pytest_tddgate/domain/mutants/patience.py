"""How long a test may go on: its limit is one of work, so that a machine that is busy with others decides nothing."""

from __future__ import annotations

__all__ = ["LEAST", "MOST", "TIMES", "WALL_LEAST", "WALL_TIMES", "seconds_left"]

MOST = 4
"""Times its limit, by the clock, that a test may take at most."""
TIMES, LEAST = 10, 1.0
"""Times its CPU with the code as it is, and seconds beside that for a busy machine, that a test of a mutant may use."""
WALL_TIMES, WALL_LEAST = 20, 20.0
"""Times what a test took by the clock, and seconds beside that, after which nobody knows whether it would ever end."""
_IDLE = 0.1
"""Share of the time in which a process has to work: one that waits for something uses none, one that shares a busy
machine with ten others still gets that much."""
_NEARLY = 0.99
"""A timer goes off when the last tick of the work has not been counted yet."""


def seconds_left(limit: float, *, elapsed: float, cpu: float) -> float:
    """How much longer a test may go on, in seconds of work; 0: it hangs.

    `limit` is in seconds, `elapsed` by the clock, `cpu` what its process has used of the processor since it began.
    """
    works = cpu > elapsed * _IDLE
    return limit - cpu if works and cpu < limit * _NEARLY and elapsed < limit * MOST else 0
