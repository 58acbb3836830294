"""How often some code is called: what never ends is told by that, however busy the machine is.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.session.line_map import MONITORING, taken_tool

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import CodeType

__all__ = ["Steps"]


class Steps:
    """Counts the calls of some codes; without `sys.monitoring` (Python 3.11) it counts nothing.

    Rounds of loops in them do not count: a change can make them many times more, and still they end.
    """

    def __init__(self, codes: Sequence[CodeType], on_end: Callable[[], None]) -> None:
        """`on_end` is called when there have been as many as `begin` allows."""
        self._on_end = on_end
        self.left = 0
        self._codes = codes
        self._tool = None if MONITORING is None else taken_tool()

    def begin(self, most: int) -> None:
        """Allow so many calls from now on; `left` is what remains of them."""
        if self._tool is None:
            return
        if not self.left:
            event = MONITORING.events.PY_START
            MONITORING.register_callback(self._tool, event, self._step)
            for code in self._codes:
                MONITORING.set_local_events(self._tool, code, event)
        self.left = most

    def close(self) -> None:
        """Listen no longer."""
        if self._tool is not None:
            for code in self._codes:
                MONITORING.set_local_events(self._tool, code, 0)
            MONITORING.free_tool_id(self._tool)
            self._tool = None

    def _step(self, *_: object) -> None:
        self.left -= 1
        if self.left <= 0:
            self._on_end()
