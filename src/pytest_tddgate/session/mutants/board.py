"""Messages from running forks in shared memory: which test is running, and the outcome of each mutant.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import mmap
import time
from typing import NamedTuple

__all__ = ["Board", "Noted"]

_MOST_ASKED = 8  # of the tests that did not notice a mutant
_FIXED = 4  # cells: exit status, test, whether it was late, how many tests did not notice
_ENTRY = _FIXED + _MOST_ASKED


class Noted(NamedTuple):
    """The end of a mutant's fork: exit status (negative: the signal), running test, and whether it was late.

    `asked` are the first tests that did not notice the mutant, if recorded.
    """

    status: int
    number: int
    is_late: bool
    asked: tuple[int, ...] = ()


class Board:
    """Cells for each slot, in memory that survives the process that wrote them."""

    def __init__(self, slots: int, most: int) -> None:
        """Room for this many slots, each with up to `most` mutants."""
        self._row = 2 + _ENTRY * most
        self._cells = memoryview(mmap.mmap(-1, 4 * self._row * slots)).cast("i")
        self._since = memoryview(mmap.mmap(-1, 8 * slots)).cast("d")

    def run(self, slot: int, number: int) -> None:
        """Record that this test runs in the slot now."""
        self._since[slot] = time.monotonic()
        self._cells[slot * self._row] = number

    def since(self, slot: int) -> float:
        """When the slot's test started (`time.monotonic`, which all processes share)."""
        return self._since[slot]

    def running(self, slot: int) -> int:
        """The number of the slot's current or last test."""
        return self._cells[slot * self._row]

    def clear(self, slot: int) -> None:
        """Remove the outcomes."""
        self._cells[slot * self._row + 1] = 0

    def begin(self, slot: int, number: int) -> None:
        """Record that a fork starts in the slot, with this test."""
        self.clear(slot)
        self.run(slot, number)

    def note(self, slot: int, noted: Noted) -> None:
        """Record the outcome of the next mutant."""
        count = slot * self._row + 1
        at = count + 1 + _ENTRY * self._cells[count]
        asked = noted.asked[:_MOST_ASKED]
        for place, value in enumerate((noted.status, noted.number, noted.is_late, len(asked), *asked), at):
            self._cells[place] = value
        self._cells[count] += 1

    def noted(self, slot: int) -> list[Noted]:
        """The outcomes of the mutants so far, in order."""
        first = slot * self._row + 2
        ends = range(first, first + _ENTRY * self._cells[first - 1], _ENTRY)
        return [self._entry(at) for at in ends]

    def _entry(self, at: int) -> Noted:
        status, number, is_late, count = self._cells[at : at + _FIXED]
        return Noted(status, number, bool(is_late), tuple(self._cells[at + _FIXED : at + _FIXED + count]))
