"""Programs that are asked in the background, while the tests run."""

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
    """Asks programs from the moment at which it is made; they end with this process, whatever its end."""

    def __init__(self, programs: Sequence[Program]) -> None:
        """Start all of them; `since` is then, in seconds of `time.monotonic`."""
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
        """Have `tell` hear of each that has ended, and of the others when they do.

        It is given the number of the program, from 0, what it answered, and the seconds that it took; it is called by
        one thread at a time.
        """
        with self._changed:
            self._listener = tell
            for at, (answered, seconds) in self._ended.items():
                tell(at, answered, seconds)

    def answers(self) -> tuple[Answered, ...]:
        """What each answered, in order, when all have."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._ended) == self._count)
            return tuple(self._ended[at][0] for at in range(self._count))

    def stop(self) -> None:
        """End those that still run."""
        self._stop.set()
        self._thread.join()

    def _ask(self, programs: tuple[Program, ...]) -> None:
        try:
            answers_of(programs, self._note, self._stop)
        finally:  # whoever waits for an answer gets one
            for at in set(range(len(programs))) - self._ended.keys():
                self._note(at, Answered(problem="did not finish"))

    def _note(self, at: int, answered: Answered) -> None:
        with self._changed:
            seconds = time.monotonic() - self.since
            self._ended[at] = (answered, seconds)
            self._changed.notify_all()
            if self._listener is not None:
                self._listener(at, answered, seconds)
