"""Programs that are asked in the background, while the tests run."""

from __future__ import annotations

import atexit
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.programs import Answered, answers_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pytest_tddgate.adapters.programs import Program

__all__ = ["Asking"]


class Asking:
    """Asks programs from the moment at which it is made; they end with this process, whatever its end."""

    def __init__(self, programs: Sequence[Program]) -> None:
        """Start all of them."""
        self._count = len(programs)
        self._ended: SimpleQueue[tuple[int, Answered]] = SimpleQueue()
        self._stop = Event()
        self._thread = Thread(target=self._ask, args=(tuple(programs),), daemon=True)
        self._thread.start()
        atexit.register(self.stop)

    def answers(self, tell: Callable[[int, Answered], None]) -> tuple[Answered, ...]:
        """What each answered, in order; `tell` hears of each as soon as it has ended, by its number from 0."""
        found: dict[int, Answered] = {}
        while len(found) < self._count:
            at, answered = self._ended.get()
            found[at] = answered
            tell(at, answered)
        return tuple(found[at] for at in range(self._count))

    def stop(self) -> None:
        """End those that still run."""
        self._stop.set()
        self._thread.join()

    def _ask(self, programs: tuple[Program, ...]) -> None:
        answered: set[int] = set()

        def note(at: int, answer: Answered) -> None:
            answered.add(at)
            self._ended.put((at, answer))

        try:
            answers_of(programs, note, self._stop)
        finally:  # whoever waits for an answer gets one
            for at in set(range(len(programs))) - answered:
                self._ended.put((at, Answered(problem="was not asked to its end")))
