"""Runs programs in the background while the tests run."""

from __future__ import annotations

import atexit
import time
from collections.abc import Callable
from threading import Condition, Event, Thread
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.programs import Answered, answers_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_tddgate.adapters.programs import Program

__all__ = ["Asking"]


_Listener = Callable[[int, Answered, float], None]


class Asking:
    """Runs programs from the moment it is created; they are stopped when this process ends, however it ends."""

    def __init__(self, programs: Sequence[Program]) -> None:
        """Start all programs; `since` is the time of the start, in seconds of `time.monotonic`."""
        self.since = time.monotonic()
        self._count = len(programs)
        self._ended: dict[int, tuple[Answered, float]] = {}
        self._listener: _Listener | None = None
        self._changed = Condition()
        self._stop = Event()
        self._thread = Thread(target=self._ask, args=(tuple(programs),), daemon=True)
        self._thread.start()
        atexit.register(self.stop)

    def listen(self, tell: _Listener) -> None:
        """Call `tell` for each program that has ended, and later for each of the others when it ends.

        `tell` receives the program's number (from 0), its answer, and the seconds that it took. Calls never overlap.
        """
        with self._changed:
            self._listener = tell
            for at, (answered, seconds) in self._ended.items():
                tell(at, answered, seconds)

    def answers(self) -> tuple[Answered, ...]:
        """The answers in the order of the programs; waits until all have ended."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._ended) == self._count)
            return tuple(self._ended[at][0] for at in range(self._count))

    def stop(self) -> None:
        """Stop the programs that still run."""
        self._stop.set()
        self._thread.join()

    def _ask(self, programs: tuple[Program, ...]) -> None:
        try:
            answers_of(programs, self._record, self._stop)
        finally:  # `answers` must not wait for ever
            for at in set(range(len(programs))) - self._ended.keys():
                self._record(at, Answered(problem="did not finish"))

    def _record(self, at: int, answered: Answered) -> None:
        with self._changed:
            seconds = time.monotonic() - self.since
            self._ended[at] = (answered, seconds)
            self._changed.notify_all()
            if self._listener is not None:
                self._listener(at, answered, seconds)
