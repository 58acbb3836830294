"""Decides which mutants are tried next, which together, and in which order tests are tried on each.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import math
from bisect import insort
from collections import Counter, defaultdict
from typing import TYPE_CHECKING
from zlib import crc32

from pytest_tddgate.session.mutants.attempt import Attempt
from pytest_tddgate.session.mutants.twins import can_run_again

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from pytest_tddgate.session.mutants.baseline import Seen
    from pytest_tddgate.session.mutants.swaps import Swap

__all__ = ["MOST_TOGETHER", "MutantQueue", "most_in_turn"]

MOST_TOGETHER = 16
"""How many mutants at most share one fork."""

_LEAST_TOGETHER = 3  # with fewer mutants, the additional fork costs what it saves
_IN_TURN_A_SECOND = 16  # mutants in a turn per second of budget: fewer than are tried in that time
_AHEAD = 100  # mutants that are searched for those that belong together: the most informative stay first
_CHEAP, _DEAR = 0.004, 4  # seconds of CPU of a cheap test, and the factor between the costs of two classes of tests
_WAITING = 10  # seconds by the clock that count as one of CPU, because other forks use the CPU meanwhile
_SHORT, _SHORT_WAIT = 0.01, 0.1  # seconds of CPU, and by the clock, of a test that is cheap to run several times
_UNPROVEN = 1.5  # classes that are added for a test that has noticed nothing yet


class MutantQueue:
    """Mutants in their order, with the tests that reach them."""

    def __init__(self, tests: Sequence[Seen], swaps: Iterable[Swap]) -> None:
        """Start without results; every set-up may be shared."""
        self._tests = tests
        self._waiting = list(swaps)[::-1]
        self._places = {swap.id: len(self._waiting) - at for at, swap in enumerate(self._waiting)}
        self._time = 0
        self._kills: defaultdict[Hashable, dict[int, int]] = defaultdict(dict)
        self._vain: defaultdict[Hashable, Counter[int]] = defaultdict(Counter)
        self._asked: defaultdict[str, set[int]] = defaultdict(set)
        self._mixed = [crc32(str(seen.item.nodeid).encode()) for seen in tests]
        self._no_turn: set[str] = set()
        self._once = {number for number, seen in enumerate(tests) if not _is_short(seen)}
        self._apart: set[str] = set()
        self._unshared: set[int] = set()
        self._classes = [max(0, int(math.log(max(_cost(seen), _CHEAP) / _CHEAP, _DEAR))) for seen in tests]
        self._reaching: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        self._reached: dict[str, frozenset[int]] = {}
        for number, seen in enumerate(tests):
            if seen.outcome == "passed":
                for place in seen.lines:
                    self._reaching[place].append(number)

    @property
    def waiting(self) -> int:
        """The number of mutants left."""
        return len(self._waiting)

    def rest(self) -> list[Swap]:
        """The mutants left, the next one first."""
        return self._waiting[::-1]

    def take(self, most: int) -> tuple[Attempt, ...]:
        """The next mutant, with others (at most `most` in all) that can share the set-up of its first test."""
        first = self.attempt(self._waiting.pop())
        if not first.tests or not self._can_share(first.swap, first.tests[0]):
            return (first,)
        end = len(self._waiting) - 1
        around = range(end, max(-1, end - _AHEAD), -1)
        places = [place for place in around if self._is_first(first.tests[0], self._waiting[place])]
        if len(places) < _LEAST_TOGETHER - 1:
            return (first,)
        return (first, *(self.attempt(self._waiting.pop(place)) for place in places[: most - 1]))

    def take_turns(self, most: int) -> tuple[Swap, ...]:
        """Up to `most` of the next mutants, which can be tried one after the other in one process; or none."""
        end = len(self._waiting) - 1
        if not self._takes_turns(self._waiting[end]):
            return ()
        places = [each for each in range(end, max(-1, end - _AHEAD), -1) if self._takes_turns(self._waiting[each])]
        if len(places) < _LEAST_TOGETHER:
            return ()
        return tuple(self._waiting.pop(each) for each in places[:most])

    def attempt(self, swap: Swap) -> Attempt:
        """A mutant with the tests that reach it, in the order that is best now."""
        rank, asked = self._rank(swap), self._asked[swap.id]
        return Attempt(swap, tuple(sorted(self._reach(swap), key=lambda number: (number in asked, rank(number)))))

    def put_back(self, swaps: Sequence[Swap]) -> None:
        """Queue these mutants again: those that must not take turns come first, the others at their original places.

        The result does not depend on the order in which forks end.
        """
        for swap in swaps:
            insort(self._waiting, swap, key=self._nearness)

    def noticed(self, swap: Swap, number: int) -> None:
        """Try this test, which has just noticed a mutant, first on mutants of the same line, function and file."""
        self._time += 1
        for around in _surroundings(swap):
            self._kills[around][number] = self._time

    def in_vain(self, swap: Swap, numbers: Iterable[int]) -> None:
        """Try these tests, which did not notice the mutant, last on it, and after untried tests on its neighbours."""
        for number in numbers:
            self._asked[swap.id].add(number)
            for around in _surroundings(swap)[1:]:
                self._vain[around][number] += 1

    def asked_in_vain(self, swap: Swap) -> tuple[int, ...]:
        """The tests that have not noticed this mutant so far."""
        return tuple(sorted(self._asked[swap.id]))

    def keep_apart(self, swap: Swap) -> None:
        """Never try this mutant together with others."""
        self._apart.add(swap.id)

    def take_no_turn(self, swap: Swap) -> None:
        """Give this mutant a fork of its own: the tests that notice others first do not notice it."""
        self._no_turn.add(swap.id)
        self._apart.add(swap.id)

    def end_turns(self, swap: Swap, running: int) -> None:
        """Exclude from turns what ended a process early: this mutant, and if `running` is negative, test `~running`.

        The other tests of its class are excluded, too, because they are likely to leave the same things behind.
        """
        self.take_no_turn(swap)
        if running < 0:
            family = getattr(self._tests[~running].item, "cls", None) or running
            alike = (number for number, seen in enumerate(self._tests) if getattr(seen.item, "cls", None) is family)
            self._once |= {~running, *alike}

    def is_repeatable(self, number: int) -> bool:
        """Whether one process may run this test several times, for less than a fork costs."""
        return number not in self._once

    def set_up_each_time(self, number: int) -> None:
        """Never let mutants share the set-up of this test."""
        self._unshared.add(number)

    def _nearness(self, swap: Swap) -> tuple[bool, int]:
        """A sort key: mutants with greater values are tried sooner."""
        return swap.id in self._no_turn, -self._places[swap.id]

    def _takes_turns(self, swap: Swap) -> bool:
        return bool(swap.codes) and swap.id not in self._no_turn and any(map(self.is_repeatable, self._reach(swap)))

    def _reach(self, swap: Swap) -> frozenset[int]:
        if swap.id not in self._reached:
            lines = range(swap.lines[0], swap.lines[1] + 1)
            self._reached[swap.id] = frozenset(each for line in lines for each in self._reaching[swap.path, line])
        return self._reached[swap.id]

    def _rank(self, swap: Swap) -> Callable[[int], tuple[float, int, int, int]]:
        """A sort key for tests: those that recently noticed a neighbour come first, unless they cost far more.

        Then come the tests that were tried least, in an order that mixes adjacent tests, because these are alike.
        """
        around = _surroundings(swap)
        kills = [self._kills[each] for each in around]
        near, far = (self._vain[each] for each in around[1:])

        def rank(number: int) -> tuple[float, int, int, int]:
            for distance, times in enumerate(kills):
                if number in times:
                    return (self._classes[number], distance, -times[number], 0)
            return (self._classes[number] + _UNPROVEN, near[number], far[number], self._mixed[number])

        return rank

    def _is_first(self, number: int, swap: Swap) -> bool:
        """Whether this test comes first for the mutant, and its set-up may be shared."""
        reach = self._reach(swap)
        if number not in reach or not self._can_share(swap, number):
            return False
        noticed, rank = self._kills[""], self._rank(swap)
        own = rank(number)
        rivals = noticed if number in noticed else reach
        return all(own <= rank(each) for each in rivals if each in reach)

    def _can_share(self, swap: Swap, number: int) -> bool:
        return bool(swap.codes) and swap.id not in self._apart and number not in self._unshared


def most_in_turn(budget: float) -> int:
    """How many mutants take turns in one fork for a budget in seconds of CPU.

    With a small budget, turns must leave time for mutants that they do not notice.
    """
    return max(_LEAST_TOGETHER, min(MOST_TOGETHER, int(_IN_TURN_A_SECOND * min(budget, 1))))


def _cost(seen: Seen) -> float:
    return max(seen.cpu, seen.wall / _WAITING)


def _is_short(seen: Seen) -> bool:
    return seen.cpu < _SHORT and seen.wall < _SHORT_WAIT and can_run_again(seen.item)


def _surroundings(swap: Swap) -> tuple[Hashable, ...]:
    """The mutant's line, its function, and everything: the nearer, the likelier the same test notices both."""
    return ((swap.path, swap.lines), (swap.path, swap.span), "")
