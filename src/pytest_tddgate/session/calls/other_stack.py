"""Repeats calls at the point of the test's own call, but on another stack, and outside of its run.

The state is the test's: patches, registries, context variables. A function whose answer changes nevertheless looks at
its caller or at the run.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import sys
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.generality.telling import is_plain
from pytest_tddgate.session.calls.bare_stack import call_on_bare_stack
from pytest_tddgate.session.calls.repeating import FEW
from pytest_tddgate.session.calls.replays import function_of, known_function, outcome_and_result
from pytest_tddgate.session.calls.sealed import sealed_fork
from pytest_tddgate.session.calls.traces import NAMES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from types import FrameType

    from pytest_tddgate.session.calls.recorder import Arguments, Called, Key
    from pytest_tddgate.session.calls.sealed import Effects
    from pytest_tddgate.session.calls.traces import Traces

__all__ = ["CallsOnOtherStack"]

_MOST = 6  # calls of one function that are repeated
_PEEKS = frozenset({"sys._getframe", "sys._current_frames", "gc.get_objects", "gc.get_referrers", "gc.get_referents"})
_FRAMES = frozenset({"tb_frame", "gi_frame", "cr_frame", "ag_frame"})
_LACKING = frozenset({
    "ImportError", "ModuleNotFoundError", "AttributeError", "RuntimeError", "EOFError", "OSError",
    "UnsupportedOperation",
})  # fmt: skip
"""Exceptions of calls that lack something that was concealed; other exceptions are deliberate."""
_STANDARD = ("inspect.py", "traceback.py")


class CallsOnOtherStack:
    """Repeats calls of suspected functions when they begin, and compares the results when they have ended."""

    def __init__(self, suspects: Collection[Key], paths: Collection[str], traces: Traces) -> None:
        """`suspects` are keys of functions, `paths` the absolute paths of the changed files."""
        self._suspects = suspects
        self._paths = paths
        self._traces = traces
        self._made: list[tuple[Called, list[Any], list[list[Any]]]] = []
        self._counts: Counter[Key] = Counter()
        self._peeking: set[Key] = set()
        self._is_hearing = False
        sys.addaudithook(self._hear)

    def on_call(self, called: Called, arguments: Arguments) -> None:
        """Repeat the call in forks: on another stack, and there also without traces of a running test."""
        if called.key in self._suspects and self._counts[called.key] < _MOST:
            self._counts[called.key] += 1
            known_function(called)
            alone, *unwatched = (
                sealed_fork(lambda effects, name=name: self._answer(effects, called, arguments, name))  # type: ignore[misc]  # bound at once
                for name in ("", *NAMES)
            )
            if alone and all(unwatched):
                self._made.append((called, alone[0], [each[0] for each in unwatched]))

    def found(self) -> Iterator[tuple[Key, str, int]]:
        """The key of each function that looks at its caller or the run, `caller` or `run`, and the number of calls."""
        by_caller: Counter[Key] = Counter()
        by_run: Counter[Key] = Counter()
        for called, alone, unwatched in self._made:
            recorded = [called.ending, called.kind, called.value]
            if not called.is_telling or "lost" in {alone[0], unwatched[0][0]}:
                continue
            by_caller[called.key] += alone[:3] != recorded and called.key in self._peeking
            by_run[called.key] += alone[:3] == recorded and alone[-1] and _is_another(recorded, *unwatched)
        yield from ((key, "caller", count) for key, count in by_caller.items() if count)
        yield from ((key, "run", count) for key, count in by_run.items() if count >= FEW)

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        """If changed code asks for frames or for all objects, note the functions on the stack."""
        if self._is_hearing or not (event in _PEEKS or (event == "object.__getattr__" and args[1] in _FRAMES)):
            return
        self._is_hearing = True
        try:
            frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - the only way to know the caller
            while frame is not None and frame.f_code.co_filename.endswith(_STANDARD):
                frame = frame.f_back
            asks = frame is not None and frame.f_code.co_filename in self._paths
            while asks and frame is not None:
                code = frame.f_code
                self._peeking.add((code.co_filename, code.co_qualname, code.co_firstlineno))
                frame = frame.f_back
        finally:
            self._is_hearing = False

    def _answer(self, effects: Effects, called: Called, arguments: Arguments, name: str) -> Iterator[list[Any]]:
        """What the call shows on another stack, and whether that is plain; with a name, without pytest's traces."""
        function = function_of(called)
        if function is None:
            return
        if name:
            self._traces.conceal(name)
        else:
            self._traces.look()
        shown, result = outcome_and_result(effects, partial(call_on_bare_stack, function), arguments)
        yield [*shown, is_plain(result) and not self._traces.is_told([*arguments, result])]


def _is_another(recorded: list[Any], first: list[Any], second: list[Any]) -> bool:
    """Whether both forks give the same different answer, not only because concealed things are missing."""
    is_able = first[0] == "returned" or first[1] not in _LACKING
    return first[:3] != recorded and first == second and first[-1] and is_able
