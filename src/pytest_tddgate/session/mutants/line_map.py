"""Records which lines of some functions each test runs, with events for these functions' code only.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import CodeType, FrameType

__all__ = ["MONITORING", "LineMap", "taken_tool"]

MONITORING: Any = getattr(sys, "monitoring", None)  # Python 3.12 and newer
_TOOL_IDS = (4, 3, 5, 2, 1, 0)  # ids without a name in the standard library come first; coverage uses 3 or 1


class LineMap:
    """Records the lines that run between `start` and `lines`; code objects can be added at any time.

    On Python 3.12 and newer, each line causes one event per test; before, a trace function is called for every function
    call, which is slower.
    """

    def __init__(self) -> None:
        """Watch nothing yet."""
        self._codes: dict[CodeType, str] = {}
        self._seen: set[tuple[str, int]] = set()
        self._hit: set[CodeType] = set()
        self._tool = None if MONITORING is None else taken_tool()
        if self._tool is not None:
            MONITORING.register_callback(self._tool, MONITORING.events.LINE, self._line_event)

    def watch(self, codes: Iterable[CodeType], path: str) -> None:
        """Record the lines of these code objects as lines of `path`."""
        for code in codes:
            self._codes[code] = path
            self._listen(code)

    def start(self) -> None:
        """Begin with another test."""
        for code in self._hit:
            self._listen(code)
        self._hit.clear()
        self._seen.clear()
        if self._tool is None:
            threading.settrace(self._trace)
            sys.settrace(self._trace)

    def lines(self) -> set[tuple[str, int]]:
        """Path and line of each watched line that ran since the last start."""
        if self._tool is None:
            sys.settrace(None)
            threading.settrace(None)
        return set(self._seen)

    def quiet(self) -> None:
        """Stop recording, but leave events of code objects set: changing them would slow all code that runs next."""
        if self._tool is not None:
            MONITORING.register_callback(self._tool, MONITORING.events.LINE, None)

    def _listen(self, code: CodeType) -> None:
        """Enable events for every line of the code: setting events anew also enables disabled lines again."""
        if self._tool is not None:
            MONITORING.set_local_events(self._tool, code, 0)
            MONITORING.set_local_events(self._tool, code, MONITORING.events.LINE)

    def _line_event(self, code: CodeType, line: int) -> object:
        path = self._codes.get(code)
        if path is not None:
            self._seen.add((path, line))
            self._hit.add(code)
        return MONITORING.DISABLE

    def _trace(self, frame: FrameType, _event: str, _value: object) -> Any:
        return self._local_trace if frame.f_code in self._codes else None

    def _local_trace(self, frame: FrameType, event: str, _value: object) -> Any:
        if event == "line":
            self._seen.add((self._codes[frame.f_code], frame.f_lineno))
        return self._local_trace


def taken_tool() -> int | None:
    """The id of an unused tool, which is now taken; None if all are in use."""
    for tool in _TOOL_IDS:
        if MONITORING.get_tool(tool) is None:
            MONITORING.use_tool_id(tool, "tddgate")
            return tool
    return None
