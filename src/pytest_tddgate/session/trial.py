"""Each mutant against the tests that reach it: what comes of it, by the exit status of a fork.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import gc
import mmap
import os
import shutil
import signal
import struct
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.domain.mutant_code import nested_codes
from pytest_tddgate.session.baseline import use_folder
from pytest_tddgate.session.forks import Forks, bound_cpu
from pytest_tddgate.session.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pytest_tddgate.session.baseline import Baseline
    from pytest_tddgate.session.channel import ChildChannel
    from pytest_tddgate.session.forks import Ended
    from pytest_tddgate.session.swaps import Swap
    from pytest_tddgate.session.unreported import Unreported

__all__ = ["Trial"]

_SURVIVED, _KILLED, _BROKEN, _ENDLESS = 83, 84, 85, 86  # exit statuses that no program is likely to choose
_OUT_OF_TIME = (-signal.SIGPROF, -signal.SIGXCPU, _ENDLESS)
_CELL = struct.Struct("i")  # the number of the test that runs
_TIMES, _LEAST = 10, 1.0  # a test may take ten times the CPU that it took, and a second for a busy machine
_STEPS, _STEPS_A_SECOND = 50_000, 20_000_000  # calls of the mutated code; no test makes more in a second of CPU
_WALL_TIMES, _WALL_LEAST = 20, 20.0  # after these seconds nobody knows whether what waits would ever end
_MOST_NAMED = 3  # tests named with a survivor


class Trial:
    """Tries mutants side by side. What killed the last one runs first: neighbours die by the same test."""

    def __init__(self, runs: Unreported, baseline: Baseline, forks: Forks, channel: ChildChannel, scratch: str) -> None:
        """`scratch` is a folder for what the tests write."""
        self._runs = runs
        self._tests = baseline.tests
        self._forks = forks
        self._channel = channel
        self._scratch = scratch
        self._cells = mmap.mmap(-1, _CELL.size * (1 + forks.most))  # shared with every fork
        self._running: dict[int, tuple[Swap, tuple[int, ...]]] = {}
        self._kills: dict[int, int] = {}
        self._waiting: list[Swap] = []
        self._alone: dict[int, float] = {}
        self._reaching: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for number, seen in enumerate(self._tests):
            if seen.outcome == "passed":
                for place in seen.lines:
                    self._reaching[place].append(number)

    def run(self, swaps: Sequence[Swap], budget: float) -> None:
        """Try the mutants in this order, and tell of each, until so many seconds of CPU are spent."""
        gc.freeze()  # a collection in a fork would touch, and so copy, every object
        waiting, spent = self._waiting, 0.0
        waiting += reversed(swaps)
        while waiting or not self._forks.is_idle:
            while waiting and self._forks.has_room and spent < budget:
                self._start(waiting.pop())
            if self._forks.is_idle and spent >= budget:
                break
            for ended in self._forks.ended():
                spent += ended.cpu
                self._settle(ended)
        for swap in reversed(waiting):
            self.tell(swap.id, "untried")
        self._channel.send("spent", spent)

    def tell(self, mutant: str, outcome: str, tests: Sequence[int] = ()) -> None:
        """Send what came of a mutant, and the tests that say so."""
        names = [self._tests[each].item.nodeid for each in tests[:_MOST_NAMED]]
        self._channel.send("mutant", mutant, outcome, names, len(tests))

    def _start(self, swap: Swap) -> None:
        first, last = swap.lines
        reaching = {each for line in range(first, last + 1) for each in self._reaching.get((swap.path, line), ())}
        if not reaching:
            self.tell(swap.id, "unreached")
            return
        tests = tuple(sorted(reaching, key=lambda each: (-self._kills.get(each, 0), each)))
        wall = sum(self._tests[each].wall for each in tests)
        slot = self._forks.start(self._work(swap, tests), _WALL_LEAST + _WALL_TIMES * wall)
        self._running[slot] = (swap, tests)

    def _work(self, swap: Swap, tests: tuple[int, ...]) -> Callable[[int], int]:
        """What the fork of a mutant does; its exit status is the answer."""

        def work(slot: int) -> int:
            try:
                swap.apply()
            except (TypeError, ValueError):
                return _BROKEN
            use_folder(self._tests[tests[0]].item.config, self._folder(slot))
            bound_cpu(sum(map(self._allowed, tests)))
            codes = [inner for _, code in swap.codes for inner in nested_codes(code)]
            steps = Steps(codes, partial(os._exit, _ENDLESS))
            for number, following in zip(tests, [*tests[1:], None], strict=True):
                seen = self._tests[number]
                self._runs.on_failure = partial(os._exit, _KILLED)
                _CELL.pack_into(self._cells, slot * _CELL.size, number)
                signal.setitimer(signal.ITIMER_PROF, self._allowed(number))
                steps.begin(self._steps(number))
                self._runs.run(seen.item, None if following is None else self._tests[following].item)
            return _SURVIVED

        return work

    def _allowed(self, number: int) -> float:
        """Seconds of CPU that a test may use in a fork."""
        return _TIMES * self._needed(number) + _LEAST

    def _steps(self, number: int) -> int:
        """How often a test may call the mutated code: a loop that waits for it in vain meets this before its time."""
        return _STEPS + int(_STEPS_A_SECOND * self._needed(number))

    def _needed(self, number: int) -> float:
        return max(self._tests[number].cpu, self._alone.get(number, 0))

    def _needs_more(self, number: int) -> bool:
        """Whether a test that used up its time was given too little.

        In the run as they are another test may have paid for a fixture or a cache that this one needs, too. So it runs
        once more alone, as it is, and gets its time by that.
        """
        if number in self._alone:
            return False
        before, steps, seen = self._allowed(number), self._steps(number), self._tests[number]
        apart = Forks(1, self._channel.descriptor)
        folder = str(Path(self._scratch, "alone"))

        def work(_slot: int) -> int:
            use_folder(seen.item.config, folder)
            self._runs.run(seen.item, None)
            return 0

        apart.start(work, _WALL_LEAST + _WALL_TIMES * seen.wall)
        (ended,) = apart.ended()
        shutil.rmtree(folder, ignore_errors=True)
        self._alone[number] = ended.cpu
        return self._allowed(number) > before + _LEAST or self._steps(number) > _TIMES * steps

    def _settle(self, ended: Ended) -> None:
        swap, tests = self._running.pop(ended.slot)
        (number,) = _CELL.unpack_from(self._cells, ended.slot * _CELL.size)
        shutil.rmtree(self._folder(ended.slot), ignore_errors=True)
        if ended.is_late:
            self.tell(swap.id, "undecided", tests)
        elif ended.status == _SURVIVED:
            self.tell(swap.id, "survived", tests)
        elif ended.status == _BROKEN:
            self.tell(swap.id, "import")
        elif ended.status in _OUT_OF_TIME and self._needs_more(number):
            self._waiting.append(swap)
        elif ended.status == _KILLED:
            self._kills[number] = 1 + max(self._kills.values(), default=0)
            self.tell(swap.id, "killed", (number,))
        else:
            self.tell(swap.id, "killed", (number,))  # by a signal, for too much CPU; or it left by its own way

    def _folder(self, slot: int) -> str:
        return str(Path(self._scratch, f"slot-{slot}"))
