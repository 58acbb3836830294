"""Counts calls and loop rounds of some code, to detect endless loops however busy the machine is.

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
"""Loop rounds allowed per allowed call: a mutant can multiply the rounds of a loop that still ends."""

_SOON = 0.05  # seconds of CPU after which rounds are counted: counting makes a loop twice as slow


class Steps:
    """Counts calls of some code objects, and later the rounds of their loops; before Python 3.12 it does nothing.

    It uses the timer of the process's own CPU time (`ITIMER_VIRTUAL`) exclusively.
    """

    def __init__(self, codes: Sequence[CodeType], on_end: Callable[[], None]) -> None:
        """`on_end` is called when as many have happened as `begin` allows."""
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
        """Enable call events for these code objects, before forks that watch some of them.

        In the fork it would be expensive: after such a change, Python instruments all running code again.
        """
        if self._tool is not None:
            for code in codes:
                MONITORING.set_local_events(self._tool, code, MONITORING.events.PY_START)

    def watch(self, codes: Sequence[CodeType]) -> None:
        """Count for these prepared code objects instead of the former ones, from the next `begin` on."""
        self._codes = codes
        self._is_listening = True

    def begin(self, most: int, cpu: float = 0) -> None:
        """Allow `most` calls, and `ROUNDS` times as many loop rounds, to a test that takes `cpu` seconds.

        `left` is the number of calls that remain.
        """
        if self._tool is None:
            return
        if not self._is_listening:
            self._listen(MONITORING.events.PY_START)
            self._is_listening = True
        self.left, self.rounds = most, most * ROUNDS
        signal.setitimer(signal.ITIMER_VIRTUAL, _SOON + cpu)

    def close(self) -> None:
        """Stop counting, and free the tool id."""
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
