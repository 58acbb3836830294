"""The exit codes of a process that judges."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["ExitCode"]


class ExitCode(IntEnum):
    """The exit codes of a process that judges; 2, 3 and 4 are pytest's own."""

    PASSED = 0
    INTERRUPTED = 2
    INTERNAL = 3
    USAGE = 4
    REFUSED = 10
    UNDECIDED = 11
