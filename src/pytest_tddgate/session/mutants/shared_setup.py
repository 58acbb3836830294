"""Tries several mutants in forks of one fork: the fixtures of their common first test are set up once for all.

Setting a test up takes longer than most tests. If that changes only memory, and runs nothing of a mutant's function, a
fork taken after it is as good as one that does its own set-up.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from functools import partial
from typing import TYPE_CHECKING

from pytest_tddgate.domain.mutants.mutant_code import nested_codes
from pytest_tddgate.session.mutants.attempt import KILLED, Attempt, Attempts
from pytest_tddgate.session.mutants.board import Noted
from pytest_tddgate.session.mutants.forks import Forks
from pytest_tddgate.session.mutants.line_map import LineMap

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["APART", "SharedSetup"]

APART = 1 << 16  # not an exit status: this mutant needs a fork of its own
_LONGEST = 0.5  # seconds after the set-up, because a fixture may have read a clock


class SharedSetup:
    """Tries attempts in forks of a process in which their first test is set up."""

    def __init__(self, attempts: Attempts, batch: Sequence[Attempt], budget: float, listener: int) -> None:
        """`budget` is in seconds of CPU; `listener` is passed to `Forks`."""
        self._attempts = attempts
        self._batch = batch
        self._budget = budget
        self._forks = Forks(1, listener)
        self._chosen: Attempt | None = None

    def work(self, slot: int) -> int:
        """Set the test up, try the attempts, and exit; returns only in forks of this process."""
        runs, number = self._attempts.runs, self._batch[0].tests[0]
        self._attempts.board.run(slot, number)
        lines = LineMap()
        for attempt in self._batch:
            for function, _ in attempt.swap.codes:
                lines.watch(nested_codes(function.__code__), attempt.swap.path)
        before = _descriptors()
        self._attempts.guard.record()
        runs.on_failure = partial(os._exit, 0)
        runs.on_set_up = lambda: self._try_all(slot, before, lines)
        lines.start()
        runs.run(self._attempts.tests[number].item, None)
        if self._chosen is None:
            return 0
        return self._attempts.go_on(self._chosen, slot, 1)

    def _try_all(self, slot: int, before: list[int], lines: LineMap) -> None:
        """Return in the fork of each mutant."""
        ran = lines.lines()
        lines.quiet()
        if self._attempts.guard.seen or threading.active_count() > 1 or _descriptors() != before:
            os._exit(0)
        gc.freeze()
        board, end = self._attempts.board, time.monotonic() + _LONGEST
        alarm = signal.getitimer(signal.ITIMER_REAL)  # a plugin's time limit: timers are not inherited by forks
        for attempt in self._batch:
            if attempt.swap.is_around(ran):
                board.note(slot, Noted(APART, 0, is_late=False))
                continue
            cpu = self._attempts.cpu(attempt)
            board.run(slot, attempt.tests[0])
            _, is_child = self._forks.fork(
                self._attempts.seconds_allowed(attempt.tests), lambda _own: self._attempts.is_overdue(slot)
            )
            if is_child:
                self._chosen = attempt
                signal.setitimer(signal.ITIMER_REAL, *alarm)
                self._attempts.begin(attempt, slot, cpu)
                self._attempts.ready(attempt, 0, slot)
                return
            (ended,) = self._forks.ended()
            self._attempts.tidy(slot)
            noted = Noted(ended.status, board.running(slot), ended.is_late)
            board.note(slot, noted)
            self._budget -= ended.cpu
            is_killed_by_another = noted.status == KILLED and noted.number != attempt.tests[0]
            if self._budget <= 0 or is_killed_by_another or time.monotonic() > end:
                break
        os._exit(0)


def _descriptors() -> list[int]:
    return sorted(map(int, os.listdir("/dev/fd")))  # noqa: PTH208 - numbers, not paths
