"""Tries each mutant against the tests that reach it, and derives its outcome from a fork's exit status.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import gc
import os
import shutil
import time
from typing import TYPE_CHECKING

from pytest_tddgate.domain.mutants.outside import may_meet
from pytest_tddgate.session.mutants.attempt import BROKEN, KILLED, OUT_OF_TIME, SURVIVED, Attempt, Attempts
from pytest_tddgate.session.mutants.baseline import modules_of_project, use_folder
from pytest_tddgate.session.mutants.board import Board, Noted
from pytest_tddgate.session.mutants.forks import Forks
from pytest_tddgate.session.mutants.in_turn import ENDED, InTurn
from pytest_tddgate.session.mutants.memory_snapshot import MemorySnapshot
from pytest_tddgate.session.mutants.queue import MOST_TOGETHER, MutantQueue, most_in_turn
from pytest_tddgate.session.mutants.shared_setup import APART, SharedSetup
from pytest_tddgate.session.mutants.side_effect_guard import STOPPED
from pytest_tddgate.session.mutants.twins import params_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pytest_tddgate.session.mutants.baseline import Baseline
    from pytest_tddgate.session.mutants.forks import Ended
    from pytest_tddgate.session.mutants.swaps import Swap
    from pytest_tddgate.session.mutants.unreported import Unreported
    from pytest_tddgate.session.pipe.channel import ChildChannel

__all__ = ["Trial"]

_MOST_NAMED = 3  # tests named with a survivor
_TRUST = 8  # mutants stop taking turns after this many more forks without an outcome than with one


class Trial:
    """Tries mutants in parallel, or one by one if their tests may collide outside of their processes.

    The test that noticed the last mutant runs first, because it often notices neighbours as well.
    """

    def __init__(self, runs: Unreported, baseline: Baseline, forks: Forks, channel: ChildChannel, scratch: str) -> None:
        """`scratch` is a folder for what the tests write."""
        self._tests = baseline.tests
        self._forks = forks
        self._most = 1 if may_meet(baseline.effects) else forks.most
        self._channel = channel
        self._scratch = scratch
        self._board = Board(forks.most, MOST_TOGETHER)
        self._attempts = Attempts(runs, baseline, self._board, scratch)
        self._running: dict[int, tuple[Attempt, ...]] = {}
        self._queue = MutantQueue(baseline.tests, ())
        self._turns: dict[int, tuple[Swap, ...]] = {}
        self._snapshot = MemorySnapshot(
            modules_of_project(), [value for each in baseline.tests for value in params_of(each.item)]
        )
        self._most_in_turn = MOST_TOGETHER
        self._trust = _TRUST if self._snapshot.is_unchanged() else 0

    def run(self, swaps: Sequence[Swap], budget: float) -> None:
        """Try the mutants in this order and send the outcomes, until the budget, in seconds of CPU, is spent.

        Mutants that are left then are sent as unreached, or as untried with the tests that did not notice them.
        """
        self._most_in_turn = most_in_turn(budget)
        self._attempts.prepare(swaps, self._forks.most)
        gc.freeze()  # a collection in a fork would touch, and so copy, every object
        queue = self._queue = MutantQueue(self._tests, swaps)
        spent = 0.0
        while queue.waiting or not self._forks.is_idle:
            while queue.waiting and self._has_room and spent < budget:
                self._start(budget - spent)
            if self._forks.is_idle and spent >= budget:
                break
            for ended in self._forks.ended():
                spent += ended.cpu
                self._settle(ended)
        for swap in queue.rest():
            is_reached = bool(queue.attempt(swap).tests)
            self.tell(swap.id, "untried" if is_reached else "unreached", queue.asked_in_vain(swap))
        self._channel.send("spent", spent)

    @property
    def _has_room(self) -> bool:
        return self._forks.has_room and (self._most > 1 or self._forks.is_idle)

    def tell(self, mutant: str, outcome: str, tests: Sequence[int] = ()) -> None:
        """Send the outcome of a mutant, and the tests that it is based on."""
        names = [self._tests[each].item.nodeid for each in tests[:_MOST_NAMED]]
        self._channel.send("mutant", mutant, outcome, names, len(tests))

    def _start(self, budget: float) -> None:
        share = -(-self._queue.waiting // self._most)
        if self._trust > 0 and (swaps := self._queue.take_turns(min(self._most_in_turn, share))):
            self._take_turns(swaps, budget)
            return
        batch = self._queue.take(min(MOST_TOGETHER, share))
        if not batch[0].tests:
            self.tell(batch[0].swap.id, "unreached")
            return
        attempts, seconds = self._attempts, sum(self._attempts.seconds_allowed(each.tests) for each in batch)
        if len(batch) == 1:
            work, is_overdue = self._alone(batch[0]), attempts.is_overdue
        else:
            work, is_overdue = self._together(batch, budget), attempts.is_overdue_together
        self._board.begin(self._forks.next_slot, batch[0].tests[0])
        self._running[self._forks.start(work, seconds, is_overdue)] = batch

    def _alone(self, attempt: Attempt) -> Callable[[int], int]:
        """The work of a mutant's fork; its exit status is the outcome."""
        cpu = self._attempts.cpu(attempt)

        def work(slot: int) -> int:
            self._attempts.enter(attempt, slot)
            self._attempts.begin(attempt, slot, cpu)
            return self._attempts.go_on(attempt, slot)

        return work

    def _together(self, batch: tuple[Attempt, ...], budget: float) -> Callable[[int], int]:
        """The work of a fork for several mutants; the outcomes are on the board."""
        shared = SharedSetup(self._attempts, batch, budget, self._channel.descriptor)

        def work(slot: int) -> int:
            self._attempts.enter(batch[0], slot)
            return shared.work(slot)

        return work

    def _take_turns(self, swaps: tuple[Swap, ...], budget: float) -> None:
        """Let one fork try these mutants one after the other; the outcomes are on the board."""
        attempts = [self._queue.attempt(each) for each in swaps]
        turns = InTurn(self._attempts, self._queue, swaps, self._snapshot, budget)

        def work(slot: int) -> int:
            self._attempts.enter(attempts[0], slot)
            return turns.work(slot)

        first = [each.tests[0] for each in attempts]
        self._board.begin(self._forks.next_slot, first[0])
        slot = self._forks.start(work, self._attempts.seconds_allowed(first), self._attempts.is_overdue_in_turn)
        self._turns[slot] = swaps

    def _settle_turns(self, ended: Ended) -> None:
        """Take the certain outcomes; the other mutants are tried again elsewhere."""
        swaps, noted = self._turns.pop(ended.slot), self._board.noted(ended.slot)
        rest = swaps[len(noted) :]
        self._trust = min(_TRUST, self._trust + 1) if noted else self._trust - 1
        if rest and (ended.status != ENDED or not noted):
            running = self._board.running(ended.slot)
            reaches_out = ended.status == STOPPED and running >= 0
            self._queue.end_turns(rest[0], ~running if reaches_out else running)
        unknown = [swap for swap, each in zip(swaps, noted, strict=False) if each.status != KILLED]
        for swap, each in zip(swaps, noted, strict=False):
            self._queue.in_vain(swap, each.asked)
        for swap in unknown:
            self._queue.take_no_turn(swap)
        self._queue.put_back([*unknown, *rest])
        for swap, each in zip(swaps, noted, strict=False):
            if each.status == KILLED:
                self._judge(Attempt(swap, ()), each)

    def _settle(self, ended: Ended) -> None:
        self._attempts.tidy(ended.slot)
        if ended.slot in self._turns:
            self._settle_turns(ended)
            return
        batch = self._running.pop(ended.slot)
        if len(batch) == 1:
            self._judge(batch[0], Noted(ended.status, self._board.running(ended.slot), ended.is_late))
            return
        noted = self._board.noted(ended.slot)
        if not noted:
            self._queue.set_up_each_time(batch[0].tests[0])
        self._queue.put_back([each.swap for each in batch[len(noted) :]])
        for attempt, each in zip(batch, noted, strict=False):
            self._judge(attempt, each)

    def _judge(self, attempt: Attempt, noted: Noted) -> None:
        swap, tests, number = attempt.swap, attempt.tests, noted.number
        if noted.status == APART:
            self._queue.keep_apart(swap)
            self._queue.put_back([swap])
        elif noted.is_late and not self._needs_more(number):
            self.tell(swap.id, "undecided", tests)
        elif noted.status == STOPPED:
            self.tell(swap.id, "stopped", (number,))
        elif noted.status == SURVIVED:
            self.tell(swap.id, "survived", tests)
        elif noted.status == BROKEN:
            self.tell(swap.id, "import")
        elif noted.is_late or (noted.status in OUT_OF_TIME and self._needs_more(number)):
            self._queue.put_back([swap])
        else:
            if noted.status == KILLED:  # otherwise a signal, for too much CPU, or an exit of the code itself
                self._queue.in_vain(swap, tests[: tests.index(number)] if number in tests else ())
                self._queue.noticed(swap, number)
            self.tell(swap.id, "killed", (number,))

    def _needs_more(self, number: int) -> bool:
        """Whether a test that exceeded its limits had too low ones.

        In the baseline, another test may have paid for a fixture or a cache that this test needs, too. So the test runs
        once more, unchanged and alone, and its limits are set by that.
        """
        if self._attempts.is_timed(number):
            return False
        seen, apart = self._tests[number], Forks(1, self._channel.descriptor)
        folder = os.path.join(self._scratch, "alone")

        def work(_slot: int) -> int:
            use_folder(seen.item.config, folder)
            self._attempts.runs.run(seen.item, None)
            return 0

        start = time.monotonic()
        apart.start(work, self._attempts.patience_alone)
        (ended,) = apart.ended()
        shutil.rmtree(folder, ignore_errors=True)
        cost = (0, 0) if ended.is_late else (ended.cpu, time.monotonic() - start)
        return self._attempts.is_more(number, *cost)
