"""One fork for several mutants, one after the other: each is switched on, asked about, and switched off again.

A fork costs more than most tests, and the first test in it pays for the pages of memory that it copies. This must not
change a verdict. So a mutant counts as noticed here only if

- the test that failed on it passes on the code as it is, in this very process and at once,
- after that all that `Remains` sees of the project is what it was before any test ran, as it was before this mutant,
- no fixture of any scope, and no object of a test's class, was there before; random numbers begin anew for each test,
- nothing was done outside of memory: this process ends at once when anything is.

What no test here notices is no survivor: it gets a fork of its own, and so does whatever ends this process, wants more
time, or leaves something. A cache that hides a mutant here only costs that fork. What could be wrong is that one is
called noticed, and it takes all of this: an earlier one left something that is not seen (within C code, in a package of
others, in what waits to be collected), the test passes with it on the code as it is and fails with it on this mutant,
and no test would fail on this mutant without it.

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
    from pytest_tddgate.session.mutants.queue import MutantQueue
    from pytest_tddgate.session.mutants.remains import Remains
    from pytest_tddgate.session.mutants.swaps import Swap

__all__ = ["ENDED", "InTurn"]

ENDED = 88
"""The exit status of a fork that has noted all that can be believed; any other is that of a mutant, or a test."""

_UNFIT = 89  # that of a fork whose answers are worth nothing any more
_LONGEST = 0.3  # seconds of CPU
_ASKED = 0.004  # seconds of CPU of the tests that are asked here about a mutant, beside the first


class InTurn:
    """Tries mutants in the process that `work` is called in."""

    def __init__(
        self,
        attempts: Attempts,
        queue: MutantQueue,
        swaps: Sequence[Swap],
        remains: Remains,
        budget: float,
    ) -> None:
        """`remains` of the project before any test ran; `budget` in seconds of CPU."""
        self._attempts = attempts
        self._queue = queue
        self._swaps = swaps
        self._remains = remains
        self._longest = min(budget, _LONGEST)
        self._proven: set[int] = set()

    def work(self, slot: int) -> int:
        """Try what there is; the answers are on the board.

        When it ends in another way, the test that runs is on the board, below zero where it is to blame.
        """
        self._attempts.bounds.close((), ())
        bound_cpu(self._longest)
        self._random = random.getstate()
        for swap in self._swaps:
            if time.process_time() > self._longest:
                break
            self._attempts.board.note(slot, self._tried(swap, slot))
        return ENDED

    def _tried(self, swap: Swap, slot: int) -> Noted:
        """What came of a mutant: noticed for sure, or not known."""
        asked = self._asked(swap)
        for place, number in enumerate(asked):
            self._attempts.board.run(slot, number)
            if self._outcome(number, swap, is_on=True) == "failed":
                self._prove(number, swap, slot)
                self._queue.in_vain(swap, asked[:place])
                self._queue.noticed(swap, number)
                return Noted(KILLED, number, is_late=False, asked=tuple(asked[:place]))
        if not self._remains.are_there():
            os._exit(_UNFIT)
        self._queue.in_vain(swap, asked)
        return Noted(APART, asked[-1], is_late=False, asked=tuple(asked))

    def _prove(self, number: int, swap: Swap, slot: int) -> None:
        """Run a test on the code as it is; end where its answer in this process is worth nothing."""
        if number not in self._proven:
            self._attempts.board.run(slot, ~number)
        if self._outcome(number, swap, is_on=False) != "passed" or not self._remains.are_there():
            os._exit(_UNFIT)
        self._proven.add(number)

    def _asked(self, swap: Swap) -> list[int]:
        """The first of the tests that reach it, and more of them as long as they are cheap."""
        tests = [each for each in self._queue.attempt(swap).tests if self._queue.is_repeatable(each)]
        asked, left = tests[:1], _ASKED
        for number in tests[1:]:
            left -= self._attempts.tests[number].cpu
            if left < 0:
                break
            asked.append(number)
        return asked

    def _outcome(self, number: int, swap: Swap, *, is_on: bool) -> str:
        """That of a test on the mutant, or on the code as it is."""
        random.setstate(self._random)
        self._attempts.ready_briefly(swap, number)
        with swap.applied(self._attempts.sources) if is_on else nullcontext():
            return self._attempts.runs.run_alone(twin_of(self._attempts.tests[number].item))
