"""What forks tell while they run, in memory that they share: which test runs, and what came of each mutant.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import mmap
import time
from typing import NamedTuple

__all__ = ["Board", "Noted"]

_MOST_ASKED = 8  # tests that are told of those that were asked in vain
_FIXED = 4  # cells: exit status, test, whether it was late, how many were asked in vain
_ENTRY = _FIXED + _MOST_ASKED


class Noted(NamedTuple):
    """The end of a mutant's fork: its exit status (negative: the signal), the test that ran, whether that waited.

    `asked` are the first of the tests that noticed nothing, where they are told.
    """

    status: int
    number: int
    is_late: bool
    asked: tuple[int, ...] = ()


class Board:
    """Cells for each slot. Nothing is lost with the process that wrote it."""

    def __init__(self, slots: int, most: int) -> None:
        """Room for so many slots, with so many mutants at a time in each."""
        self._row = 2 + _ENTRY * most
        self._cells = memoryview(mmap.mmap(-1, 4 * self._row * slots)).cast("i")
        self._since = memoryview(mmap.mmap(-1, 8 * slots)).cast("d")

    def run(self, slot: int, number: int) -> None:
        """Say that this test runs in the slot now."""
        self._since[slot] = time.monotonic()
        self._cells[slot * self._row] = number

    def since(self, slot: int) -> float:
        """When that was said last, by the clock that processes have in common (`time.monotonic`)."""
        return self._since[slot]

    def running(self, slot: int) -> int:
        """The number of the test that ran there last."""
        return self._cells[slot * self._row]

    def clear(self, slot: int) -> None:
        """Nothing came of anything yet."""
        self._cells[slot * self._row + 1] = 0

    def begin(self, slot: int, number: int) -> None:
        """Say that a fork starts there, with this test."""
        self.clear(slot)
        self.run(slot, number)

    def note(self, slot: int, noted: Noted) -> None:
        """What came of the next mutant."""
        count = slot * self._row + 1
        at = count + 1 + _ENTRY * self._cells[count]
        asked = noted.asked[:_MOST_ASKED]
        for place, value in enumerate((noted.status, noted.number, noted.is_late, len(asked), *asked), at):
            self._cells[place] = value
        self._cells[count] += 1

    def noted(self, slot: int) -> list[Noted]:
        """What came of the mutants so far, in their order."""
        first = slot * self._row + 2
        ends = range(first, first + _ENTRY * self._cells[first - 1], _ENTRY)
        return [self._entry(at) for at in ends]

    def _entry(self, at: int) -> Noted:
        status, number, is_late, count = self._cells[at : at + _FIXED]
        return Noted(status, number, bool(is_late), tuple(self._cells[at + _FIXED : at + _FIXED + count]))
