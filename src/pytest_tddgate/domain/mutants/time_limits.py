"""How long a test may run: the limit is CPU time, so that a machine busy with other work makes no difference."""

from __future__ import annotations

__all__ = ["CLOCK_TIMES", "CPU_LEAST", "CPU_TIMES", "WALL_LEAST", "WALL_TIMES", "seconds_left"]

CLOCK_TIMES = 4
"""Multiple of its limit that a test may take by the clock."""
CPU_TIMES, CPU_LEAST = 10, 1.0
"""CPU limit of a mutant's test: multiple of its CPU time with unchanged code, plus seconds for a busy machine."""
WALL_TIMES, WALL_LEAST = 20, 20.0
"""Multiple of a test's time by the clock, plus seconds, after which it is unknown whether the test would ever end."""
_IDLE = 0.1
"""Share of the elapsed time that a process must use the CPU: a process that waits for something uses none, one that
shares a busy machine with ten others still gets this much."""
_NEARLY = 0.99
"""Share of the limit that counts as used up: a timer can fire before the last tick of CPU time is counted."""


def seconds_left(limit: float, *, elapsed: float, cpu: float) -> float:
    """How much longer a test may run, in seconds of CPU time; 0: it hangs.

    `limit` is in seconds of CPU time, `elapsed` in seconds by the clock, `cpu` the CPU seconds that its process used.
    """
    works = cpu > elapsed * _IDLE
    return limit - cpu if works and cpu < limit * _NEARLY and elapsed < limit * CLOCK_TIMES else 0
