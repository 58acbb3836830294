"""Tries several mutants in one fork, one after the other: each is switched on, tested, and switched off again.

A fork costs more than most tests, and the first test in it pays for the memory pages that it copies. This must not
change a verdict. So a mutant counts as noticed here only if

- the test that failed with it passes right afterwards on the original code, in the same process,
- after that, all that `MemorySnapshot` sees of the project is as it was before any test ran, and was so before this
  mutant,
- no fixture of any scope, and no object of a test's class, existed before; random state is reset for each test,
- nothing was done outside of memory: this process exits at once if anything is.

A mutant that no test notices here has not survived: it gets a fork of its own, as does one that ends this process,
needs more time, or leaves something behind. A cache that hides a mutant here only costs that fork. The remaining risk
is a mutant that is wrongly counted as noticed, which takes all of this: an earlier mutant left something unseen (in C
code, in a third-party package, in garbage), the test passes with it on the original code and fails with it on this
mutant, and no test would fail on this mutant without it.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import os
import random
import time
from contextlib import nullcontext
from typing import TYPE_CHECKING

from pytest_tddgate.session.mutants.attempt import KILLED
from pytest_tddgate.session.mutants.board import Noted
from pytest_tddgate.session.mutants.forks import bound_cpu
from pytest_tddgate.session.mutants.shared_setup import APART
from pytest_tddgate.session.mutants.twins import twin_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_tddgate.session.mutants.attempt import Attempts
    from pytest_tddgate.session.mutants.memory_snapshot import MemorySnapshot
    from pytest_tddgate.session.mutants.queue import MutantQueue
    from pytest_tddgate.session.mutants.swaps import Swap

__all__ = ["ENDED", "InTurn"]

ENDED = 88
"""The exit status of a fork that ended in order; any other status comes from a mutant or a test."""

_UNFIT = 89  # exit status of a fork that can no longer be trusted
_LONGEST = 0.3  # seconds of CPU
_ASKED = 0.004  # seconds of CPU for further tests of a mutant, after the first


class InTurn:
    """Tries mutants in the process that calls `work`."""

    def __init__(
        self,
        attempts: Attempts,
        queue: MutantQueue,
        swaps: Sequence[Swap],
        snapshot: MemorySnapshot,
        budget: float,
    ) -> None:
        """`snapshot` was taken before any test ran; `budget` is in seconds of CPU."""
        self._attempts = attempts
        self._queue = queue
        self._swaps = swaps
        self._snapshot = snapshot
        self._longest = min(budget, _LONGEST)
        self._proven: set[int] = set()

    def work(self, slot: int) -> int:
        """Try the mutants, and record the outcomes on the board.

        If the process ends in another way, the board has the running test, as `~number` if the test itself is to blame.
        """
        self._attempts.guard.forbid_new((), ())
        bound_cpu(self._longest)
        self._random = random.getstate()
        for swap in self._swaps:
            if time.process_time() > self._longest:
                break
            self._attempts.board.note(slot, self._tried(swap, slot))
        return ENDED

    def _tried(self, swap: Swap, slot: int) -> Noted:
        """The outcome of a mutant: noticed for certain, or unknown."""
        asked = self._asked(swap)
        for place, number in enumerate(asked):
            self._attempts.board.run(slot, number)
            if self._outcome(number, swap, is_on=True) == "failed":
                self._prove(number, swap, slot)
                self._queue.in_vain(swap, asked[:place])
                self._queue.noticed(swap, number)
                return Noted(KILLED, number, is_late=False, asked=tuple(asked[:place]))
        if not self._snapshot.is_unchanged():
            os._exit(_UNFIT)
        self._queue.in_vain(swap, asked)
        return Noted(APART, asked[-1], is_late=False, asked=tuple(asked))

    def _prove(self, number: int, swap: Swap, slot: int) -> None:
        """Run the test on the original code; exit if its result in this process cannot be trusted."""
        if number not in self._proven:
            self._attempts.board.run(slot, ~number)
        if self._outcome(number, swap, is_on=False) != "passed" or not self._snapshot.is_unchanged():
            os._exit(_UNFIT)
        self._proven.add(number)

    def _asked(self, swap: Swap) -> list[int]:
        """The first repeatable test that reaches the mutant, and further ones while they are cheap."""
        tests = [each for each in self._queue.attempt(swap).tests if self._queue.is_repeatable(each)]
        asked, left = tests[:1], _ASKED
        for number in tests[1:]:
            left -= self._attempts.tests[number].cpu
            if left < 0:
                break
            asked.append(number)
        return asked

    def _outcome(self, number: int, swap: Swap, *, is_on: bool) -> str:
        """The test's outcome on the mutant, or on the original code."""
        random.setstate(self._random)
        self._attempts.ready_briefly(swap, number)
        with swap.applied(self._attempts.sources) if is_on else nullcontext():
            return self._attempts.runs.run_alone(twin_of(self._attempts.tests[number].item))
