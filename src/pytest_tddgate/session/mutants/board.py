"""What forks tell while they run, in memory that they share: which test runs, and what came of each mutant.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import mmap
from typing import NamedTuple

__all__ = ["Board", "Noted"]

_ENTRY = 3  # cells: exit status, test, whether it was late


class Noted(NamedTuple):
    """The end of a mutant's fork: its exit status (negative: the signal), the test that ran, whether that waited."""

    status: int
    number: int
    is_late: bool


class Board:
    """Cells for each slot. Nothing is lost with the process that wrote it."""

    def __init__(self, slots: int, most: int) -> None:
        """Room for so many slots, with so many mutants at a time in each."""
        self._row = 2 + _ENTRY * most
        self._cells = memoryview(mmap.mmap(-1, 4 * self._row * slots)).cast("i")

    def run(self, slot: int, number: int) -> None:
        """Say that this test runs in the slot now."""
        self._cells[slot * self._row] = number

    def running(self, slot: int) -> int:
        """The number of the test that ran there last."""
        return self._cells[slot * self._row]

    def clear(self, slot: int) -> None:
        """Nothing came of anything yet."""
        self._cells[slot * self._row + 1] = 0

    def note(self, slot: int, noted: Noted) -> None:
        """What came of the next mutant."""
        count = slot * self._row + 1
        at = count + 1 + _ENTRY * self._cells[count]
        self._cells[at], self._cells[at + 1], self._cells[at + 2] = noted
        self._cells[count] += 1

    def noted(self, slot: int) -> list[Noted]:
        """What came of the mutants so far, in their order."""
        first = slot * self._row + 2
        ends = range(first, first + _ENTRY * self._cells[first - 1], _ENTRY)
        return [Noted(self._cells[at], self._cells[at + 1], bool(self._cells[at + 2])) for at in ends]
