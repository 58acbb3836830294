"""The work of a mutant's fork: it swaps the code and runs the tests that reach the mutant's lines until one fails.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pytest_tddgate.domain.mutants.mutant_code import nested_codes
from pytest_tddgate.domain.mutants.time_limits import CPU_LEAST, CPU_TIMES, WALL_LEAST, WALL_TIMES
from pytest_tddgate.session.child.substitutes import put_first, source_finder
from pytest_tddgate.session.mutants.baseline import use_folder
from pytest_tddgate.session.mutants.forks import bound_cpu
from pytest_tddgate.session.mutants.side_effect_guard import SideEffectGuard
from pytest_tddgate.session.mutants.steps import Steps
from pytest_tddgate.session.mutants.transient_files import TransientFiles

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import CodeType

    from pytest_tddgate.session.mutants.baseline import Baseline
    from pytest_tddgate.session.mutants.board import Board
    from pytest_tddgate.session.mutants.swaps import Swap
    from pytest_tddgate.session.mutants.unreported import Unreported

__all__ = ["BROKEN", "KILLED", "OUT_OF_TIME", "SURVIVED", "Attempt", "Attempts"]

SURVIVED, KILLED, BROKEN, _ENDLESS = 83, 84, 85, 86  # exit statuses that programs are unlikely to use
OUT_OF_TIME = (-signal.SIGPROF, -signal.SIGXCPU, _ENDLESS)
_BRIEF, _BRIEF_TIMES = 0.1, 3  # like LEAST and TIMES, for a test that will get the rest of its time elsewhere
_STEPS, _STEPS_A_SECOND = 25_000, 20_000_000  # allowed calls of mutated code, and more per CPU second
_BRIEF_WAIT = 2.0  # like WALL_LEAST, ditto
_FORK_GRACE = 5.0  # more seconds for a fork with forks of its own, so that it can end them first
_SHARE = 2  # times the whole baseline run, added to WALL_LEAST: the limit of an unchanged test that runs alone


@dataclass(frozen=True, slots=True)
class Attempt:
    """A mutant, and the numbers of the tests that it is tried against, in order."""

    swap: Swap
    tests: tuple[int, ...]


class Attempts:
    """Carries out attempts, and knows the limits of each test."""

    def __init__(self, runs: Unreported, baseline: Baseline, board: Board, scratch: str) -> None:
        """`scratch` is a folder for what the tests write."""
        self.runs = runs
        self.tests = baseline.tests
        self.board = board
        self.guard = SideEffectGuard()
        self._scratch = scratch
        self._effects = baseline.effects
        self._transient = TransientFiles(baseline.effects)
        self._alone: dict[int, tuple[float, float]] = {}
        self.sources: dict[str, str | None] = {}
        put_first(source_finder(self.sources))
        self._steps = Steps((), partial(os._exit, _ENDLESS))
        self._codes: dict[str, list[CodeType]] = {}

    def prepare(self, swaps: Iterable[Swap], slots: int) -> None:
        """Do work in advance that each mutant's fork would have to repeat."""
        for swap in swaps:
            self._codes[swap.id] = [inner for _, code in swap.codes for inner in nested_codes(code)]
            self._steps.prepare(self._codes[swap.id])
        for slot in range(slots):
            self.guard.prepare(self._effects, self._folders(slot))

    def enter(self, attempt: Attempt, slot: int) -> None:
        """Let the tests of this fork write to its own folders."""
        use_folder(self.tests[attempt.tests[0]].item.config, self._folder(slot))

    def tidy(self, slot: int) -> None:
        """Remove the slot's folders, and files elsewhere that tests would have removed: a fork exits before that."""
        for folder in self._folders(slot):
            shutil.rmtree(folder, ignore_errors=True)
        self._transient.remove()

    def cpu(self, attempt: Attempt) -> float:
        """Seconds of CPU that its fork may use. Call it before forking: in a fork, reading memory copies pages."""
        return sum(map(self._allowed, attempt.tests))

    def begin(self, attempt: Attempt, slot: int, cpu: float) -> None:
        """Switch the mutant on in this fork for good, and apply its limits."""
        try:
            attempt.swap.apply(self.sources)
        except (TypeError, ValueError):
            os._exit(BROKEN)
        bound_cpu(cpu)
        self._steps.watch(self._codes[attempt.swap.id])
        self.runs.on_failure = partial(os._exit, KILLED)
        self.guard.forbid_new(self._effects, self._folders(slot))

    def go_on(self, attempt: Attempt, slot: int, first: int = 0) -> int:
        """Run the tests from position `first` on; the exit status of a fork in which none fails."""
        for place in range(first, len(attempt.tests)):
            self.ready(attempt, place, slot)
            self.runs.run(self.tests[attempt.tests[place]].item, self.runs.following)
        return SURVIVED

    def ready(self, attempt: Attempt, place: int, slot: int) -> None:
        """Set the limits for the test at this position, which runs next."""
        number = attempt.tests[place]
        self.board.run(slot, number)
        self._limit(self._allowed(number), self._most_steps(number), number)
        following = attempt.tests[place + 1 : place + 2]
        self.runs.following = self.tests[following[0]].item if following else None

    def ready_briefly(self, swap: Swap, number: int) -> None:
        """Set short limits for the test that runs next; one that exceeds them gets full limits in another fork."""
        self._steps.watch(self._codes[swap.id])
        self._limit(_BRIEF + _BRIEF_TIMES * self._needed(number), self._most_steps(number) // CPU_TIMES, number)

    def _limit(self, cpu: float, steps: int, number: int) -> None:
        signal.setitimer(signal.ITIMER_PROF, cpu)
        self._steps.begin(steps, self._needed(number))

    def seconds_allowed(self, tests: Iterable[int]) -> float:
        """Seconds after which a fork that runs these tests is late, whichever test is running."""
        return WALL_LEAST + WALL_TIMES * sum(map(self._waits, tests))

    @property
    def patience_alone(self) -> float:
        """Seconds after which an unchanged test that runs alone is late: it may need set-up that others paid for."""
        return WALL_LEAST + _SHARE * sum(each.wall for each in self.tests)

    def is_overdue(self, slot: int) -> bool:
        """Whether the running test of this slot has exceeded its limit by the clock."""
        return self._is_over(slot, WALL_LEAST)

    def is_overdue_together(self, slot: int) -> bool:
        """The same for a fork that watches forks of its own, which has more time."""
        return self._is_over(slot, WALL_LEAST + _FORK_GRACE)

    def is_overdue_in_turn(self, slot: int) -> bool:
        """The same with a short limit, where late mutants are tried again elsewhere."""
        return self._is_over(slot, _BRIEF_WAIT)

    def _is_over(self, slot: int, least: float) -> bool:
        number = self.board.running(slot)
        waits = self._waits(max(number, ~number))
        return time.monotonic() > self.board.since(slot) + least + WALL_TIMES * waits

    def is_timed(self, number: int) -> bool:
        """Whether this test's cost alone was measured."""
        return number in self._alone

    def is_more(self, number: int, cpu: float, wall: float) -> bool:
        """Whether a test that costs `cpu` and `wall` seconds alone had far too low limits; records the costs."""
        before, steps, seconds = self._allowed(number), self._most_steps(number), self.seconds_allowed((number,))
        self._alone[number] = (cpu, wall)
        is_dearer = self._allowed(number) > before + CPU_LEAST or self._most_steps(number) > CPU_TIMES * steps
        return is_dearer or self.seconds_allowed((number,)) > seconds + WALL_LEAST

    def _allowed(self, number: int) -> float:
        """Seconds of CPU that a test may use in a fork."""
        return CPU_TIMES * self._needed(number) + CPU_LEAST

    def _most_steps(self, number: int) -> int:
        """How often a test may call the mutated code: a loop that waits in vain reaches this before its time limit."""
        return _STEPS + int(_STEPS_A_SECOND * self._needed(number))

    def _needed(self, number: int) -> float:
        return max(self.tests[number].cpu, self._alone.get(number, (0, 0))[0])

    def _waits(self, number: int) -> float:
        return max(self.tests[number].wall, self._alone.get(number, (0, 0))[1])

    def _folders(self, slot: int) -> tuple[str, str]:
        return self._folder(slot), f"{self._folder(slot)}-temp"

    def _folder(self, slot: int) -> str:
        return os.path.join(self._scratch, f"slot-{slot}")
