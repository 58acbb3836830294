"""Repeats calls at the point of the test's own call, but on another stack, and outside of its run.

The state is the test's: patches, registries, context variables. A function whose answer changes nevertheless looks at
its caller or at the run.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.generality.telling import is_plain
from pytest_tddgate.session.calls.bare_stack import call_below, call_on_bare_stack
from pytest_tddgate.session.calls.pytest_traces import NAMES
from pytest_tddgate.session.calls.repeating import MIN_POINTS_IF_ALL
from pytest_tddgate.session.calls.replays import function_of, known_function, outcome_and_result
from pytest_tddgate.session.calls.sandbox import sandboxed_fork

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from types import FrameType

    from pytest_tddgate.session.calls.pytest_traces import Traces
    from pytest_tddgate.session.calls.recorder import Arguments, Called, Key
    from pytest_tddgate.session.calls.sandbox import EffectBlocker

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


@dataclass(frozen=True, slots=True)
class _Made:
    """A call, the names of its caller, and what it shows: on another stack, on one like its own, and without a run."""

    called: Called
    names: frozenset[str]
    alone: list[Any]
    there: list[Any]
    unwatched: list[list[Any]]

    @property
    def recorded(self) -> list[Any]:
        """What the call showed in the test."""
        return [self.called.ending, self.called.kind, self.called.value]

    @property
    def is_told(self) -> bool:
        """Whether the result names the caller: to report who called is no cheat."""
        return any(each in self.called.value for each in self.names)

    @property
    def is_stack(self) -> bool:
        """Whether nothing but the stack makes the answer, which is the same each time, another one."""
        answers = [each[:3] for each in (self.alone, *self.unwatched)]
        return self.there[:3] == self.recorded and all(each == answers[0] for each in answers)


class CallsOnOtherStack:
    """Repeats calls of suspected functions when they begin, and compares the results when they have ended."""

    def __init__(self, suspects: Collection[Key], paths: Collection[str], traces: Traces) -> None:
        """`suspects` are keys of functions, `paths` the absolute paths of the changed files."""
        self._suspects = suspects
        self._paths = paths
        self._traces = traces
        self._made: list[_Made] = []
        self._counts: Counter[Key] = Counter()
        self._peeking: set[Key] = set()
        self._is_hearing = False
        sys.addaudithook(self._hear)

    def on_call(self, called: Called, arguments: Arguments) -> None:
        """Repeat the call in forks: on another stack, and there also without traces of a running test."""
        if called.key in self._suspects and self._counts[called.key] < _MOST:
            self._counts[called.key] += 1
            known_function(called)
            caller = _caller_of(called)
            ways = [
                ("", call_on_bare_stack),
                ("", call_below(caller) if caller else call_on_bare_stack),
                *((name, call_on_bare_stack) for name in NAMES),
            ]
            alone, there, *unwatched = (
                sandboxed_fork(lambda effects, way=way: self._answer(effects, called, arguments, *way))  # type: ignore[misc]  # bound at once
                for way in ways
            )
            if alone and there and all(unwatched):
                self._made.append(_Made(called, _names(caller), alone[0], there[0], [each[0] for each in unwatched]))

    def found(self) -> Iterator[tuple[Key, str, int]]:
        """The key of each function that looks at its caller or the run, `caller` or `run`, and the number of calls."""
        by_caller: Counter[Key] = Counter()
        by_run: Counter[Key] = Counter()
        for each in self._made:
            called, key, alone, recorded = each.called, each.called.key, each.alone, each.recorded
            if not called.is_telling or "lost" in {alone[0], each.unwatched[0][0]}:
                continue
            by_caller[key] += alone[:3] != recorded and not each.is_told and (key in self._peeking or each.is_stack)
            by_run[key] += alone[:3] == recorded and alone[-1] and _is_another(recorded, *each.unwatched)
        for key, count in by_caller.items():
            if count >= (1 if key in self._peeking else MIN_POINTS_IF_ALL):
                yield key, "caller", count
        yield from ((key, "run", count) for key, count in by_run.items() if count >= MIN_POINTS_IF_ALL)

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
                self._peeking.add(_key_of(frame))
                frame = frame.f_back
        finally:
            self._is_hearing = False

    def _answer(
        self, effects: EffectBlocker, called: Called, arguments: Arguments, name: str, made_by: Callable[..., Any]
    ) -> Iterator[list[Any]]:
        """What a call made by `made_by` shows, and whether that is plain; with a name, without pytest's traces."""
        function = function_of(called)
        if function is None:
            return
        if name:
            self._traces.conceal(name)
        else:
            self._traces.look()
        shown, result = outcome_and_result(effects, partial(made_by, function), arguments)
        yield [*shown, is_plain(result) and not self._traces.is_told([*arguments, result])]


def _caller_of(called: Called) -> FrameType | None:
    """The frame that called the function that is on the stack."""
    frame: FrameType | None = sys._getframe()  # noqa: SLF001 - the only way to know the caller
    while frame is not None and _key_of(frame) != called.key:
        frame = frame.f_back
    return frame and frame.f_back


def _key_of(frame: FrameType) -> Key:
    return frame.f_code.co_filename, frame.f_code.co_qualname, frame.f_code.co_firstlineno


def _names(caller: FrameType | None) -> frozenset[str]:
    """The names of a caller's file, function and module."""
    if caller is None:
        return frozenset()
    module = caller.f_globals.get("__name__", "")
    return frozenset({Path(caller.f_code.co_filename).name, caller.f_code.co_name, str(module)} - {""})


def _is_another(recorded: list[Any], first: list[Any], second: list[Any]) -> bool:
    """Whether both forks give the same different answer, not only because concealed things are missing."""
    is_able = first[0] == "returned" or first[1] not in _LACKING
    return first[:3] != recorded and first == second and first[-1] and is_able
