"""How often some code is called and goes round: what never ends is told by that, however busy the machine is.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from pytest_tddgate.session.mutants.line_map import MONITORING, taken_tool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from types import CodeType

__all__ = ["ROUNDS", "Steps"]

ROUNDS = 20
"""How many rounds of a loop are allowed for each call: a change can make them many times more, and still they end."""

_SOON = 0.05  # seconds of CPU after which rounds are counted: to count them makes a loop twice as slow


class Steps:
    """Counts the calls of some codes, and after a while the rounds of loops in them; before Python 3.12 nothing.

    It takes the timer that counts a process's own CPU (`ITIMER_VIRTUAL`) for itself.
    """

    def __init__(self, codes: Sequence[CodeType], on_end: Callable[[], None]) -> None:
        """`on_end` is called when there have been as many as `begin` allows."""
        self.left = 0
        self.rounds = 0
        self._on_end = on_end
        self._codes = codes
        self._is_listening = False
        self._tool = None if MONITORING is None else taken_tool()
        if self._tool is not None:
            MONITORING.register_callback(self._tool, MONITORING.events.PY_START, self._step)
            MONITORING.register_callback(self._tool, MONITORING.events.JUMP, self._round)
            signal.signal(
                signal.SIGVTALRM, lambda *_: self._listen(MONITORING.events.PY_START | MONITORING.events.JUMP)
            )

    def prepare(self, codes: Iterable[CodeType]) -> None:
        """Let these codes tell of their calls, before a process is forked that watches some of them.

        To do so there would cost every code that runs in the fork: Python looks at each again after such a change.
        """
        if self._tool is not None:
            for code in codes:
                MONITORING.set_local_events(self._tool, code, MONITORING.events.PY_START)

    def watch(self, codes: Sequence[CodeType]) -> None:
        """Count for these codes, which are prepared, in place of those before, from the next `begin` on."""
        self._codes = codes
        self._is_listening = True

    def begin(self, most: int, cpu: float = 0) -> None:
        """Allow so many calls, and `ROUNDS` times as many rounds of loops, to a test that takes `cpu` seconds.

        `left` is what remains of the calls.
        """
        if self._tool is None:
            return
        if not self._is_listening:
            self._listen(MONITORING.events.PY_START)
            self._is_listening = True
        self.left, self.rounds = most, most * ROUNDS
        signal.setitimer(signal.ITIMER_VIRTUAL, _SOON + cpu)

    def close(self) -> None:
        """Listen no longer."""
        if self._tool is not None:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            self._listen(0)
            MONITORING.free_tool_id(self._tool)
            self._tool = None

    def _listen(self, events: int) -> None:
        for code in self._codes:
            MONITORING.set_local_events(self._tool, code, events)

    def _step(self, *_: object) -> None:
        self.left -= 1
        if self.left <= 0:
            self._on_end()

    def _round(self, *_: object) -> None:
        self.rounds -= 1
        if self.rounds <= 0:
            self._on_end()
