"""What a process that judged says to its shell."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["ExitCode"]


class ExitCode(IntEnum):
    """What a process that judged says to its shell; 2, 3 and 4 are pytest's own."""

    PASSED = 0
    INTERRUPTED = 2
    INTERNAL = 3
    USAGE = 4
    REFUSED = 10
    UNDECIDED = 11
