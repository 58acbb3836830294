"""Records the calls that tests make into changed functions: arguments before the call, and the result.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import inspect
import io
import pickle
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.generality.telling import is_telling, written
from pytest_tddgate.session.calls.agreeing import OPERATORS, agreement_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import CodeType, FrameType

__all__ = ["Arguments", "Called", "Key", "Recorder", "arguments_of"]

Arguments = tuple[list[Any], dict[str, Any]]
Key = tuple[str, str, int]
"""Which function it is: its file, its qualified name, and the line of its definition."""

_MOST = 200  # recorded calls of one function
_LARGEST = 1 << 16  # bytes of pickled arguments
_LATER = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
"""Flags of functions whose call runs nothing yet; their results are only seen when calls are repeated."""


@dataclass(slots=True)
class Called:
    """One call. `data` are the pickled arguments, None if they cannot be copied; `text` is how they are written.

    `ending`, `kind` and `value` are those of `CallOutcome`, empty if unknown. `line` is the first line of the function.
    """

    module: str
    path: str
    line: int
    function: str
    data: bytes | None
    text: str = ""
    ending: str = ""
    kind: str = ""
    value: str = ""
    is_telling: bool = False

    @property
    def key(self) -> Key:
        """The function's path, qualified name and first line."""
        return self.path, self.function, self.line


class Recorder:
    """Records calls of the changed functions in the named files while a test runs."""

    def __init__(self, spans: Mapping[str, Sequence[tuple[int, int]]]) -> None:
        """`spans` maps an absolute path to the first and last line of each changed place.

        `on_call` is called when a call begins, with the call and its arguments.
        """
        self.calls: list[Called] = []
        self.agreements: dict[tuple[str, str, str], tuple[Called, str]] = {}
        self.on_call: Callable[[Called, Arguments], None] | None = None
        self._spans = spans
        self._is_wanted: dict[CodeType, bool] = {}
        self._counts: dict[CodeType, int] = {}
        self._kinds: set[Any] = set()
        self._own_kinds: set[Any] = set()
        self._begun: list[FrameType] = []

    def start(self) -> None:
        """Trace this thread from now on."""
        sys.settrace(self._trace)

    def stop(self) -> None:
        """Stop tracing."""
        sys.settrace(None)
        self._begun.clear()

    def _trace(self, frame: FrameType, _event: str, _arg: object) -> Callable[..., Any] | None:
        code = frame.f_code
        wanted = self._is_wanted.get(code)
        if wanted is None:
            wanted = self._is_wanted[code] = self._is_changed(code)
        if not wanted or self._counts.get(code, 0) >= _MOST or self._is_inner(frame):
            return None
        if code.co_flags & _LATER:
            if frame in self._begun:
                return None
            self._begun.append(frame)
        self._counts[code] = self._counts.get(code, 0) + 1
        return self._listener(frame)

    def _is_changed(self, code: CodeType) -> bool:
        spans = self._spans.get(code.co_filename, ())
        is_function = code.co_flags & inspect.CO_OPTIMIZED and (code.co_name[0] != "<" or code.co_name == "<lambda>")
        if not spans or not is_function:
            return False
        last = max((line for _, _, line in code.co_lines() if line), default=code.co_firstlineno)
        return any(first <= last and until >= code.co_firstlineno for first, until in spans)

    def _is_inner(self, frame: FrameType) -> bool:
        """Whether another changed function made this call, directly or through others."""
        before = frame.f_back
        while before is not None:
            if self._is_wanted.get(before.f_code):
                return True
            before = before.f_back
        return False

    def _listener(self, frame: FrameType) -> Callable[..., Any]:
        code = frame.f_code
        args, keywords = arguments_of(frame)
        module = str(frame.f_globals.get("__name__", ""))
        called = Called(
            module, code.co_filename, code.co_firstlineno, code.co_qualname,
            _pickled((args, keywords)), written((args, keywords)),
        )  # fmt: skip
        self.calls.append(called)
        if args and code.co_name in OPERATORS:
            self._look_at(args[0], called, self._own_kinds)
        if self.on_call is not None:
            self.on_call(called, (args, keywords))
        if code.co_flags & _LATER:
            return lambda *_: None
        before = (args, keywords) if called.data is not None else None
        raised: list[BaseException] = []

        def listen(_frame: FrameType, event: str, arg: Any) -> Callable[..., Any]:
            if event == "exception":
                raised[:] = [arg[1]]
            elif event == "line":
                raised.clear()
            elif event == "return" and arg is None and raised:
                called.ending, called.kind = "raised", type(raised[0]).__qualname__
                self._look_at(raised[0], called)
            elif event == "return":
                called.ending, called.kind, called.value = "returned", type(arg).__qualname__, written(arg)
                called.is_telling = before is not None and is_telling(before, arg)
                self._look_at(arg, called)
            return listen

        return listen

    def _look_at(self, value: object, called: Called, known: set[Any] | None = None) -> None:
        """Check whether a value agrees with everything; a class that ran its own operator is checked again."""
        found = agreement_in(value, self._spans, self._kinds if known is None else known)
        if found is not None:
            self.agreements[*found, called.function] = (called, found[1])


def arguments_of(frame: FrameType) -> Arguments:
    """The arguments of a function at its start, in the form of a call: positional arguments and keywords."""
    code, held = frame.f_code, frame.f_locals
    names = list(code.co_varnames)
    by_position, by_name = code.co_argcount, code.co_kwonlyargcount
    args = [held[name] for name in names[:by_position]]
    keywords = {name: held[name] for name in names[by_position : by_position + by_name]}
    rest = by_position + by_name
    if code.co_flags & inspect.CO_VARARGS:
        args += held[names[rest]]
        rest += 1
    if code.co_flags & inspect.CO_VARKEYWORDS:
        keywords |= held[names[rest]]
    return args, keywords


class _Small(io.BytesIO):
    """A file with a limited size."""

    def write(self, data: Any) -> int:
        """Write; raises OSError if the limit is exceeded."""
        if self.tell() + len(data) > _LARGEST:
            raise OSError
        return super().write(data)


def _pickled(value: object) -> bytes | None:
    """The pickled value, None if it cannot be pickled or is too large."""
    file = _Small()
    try:
        pickle.Pickler(file, pickle.HIGHEST_PROTOCOL).dump(value)
    except Exception:  # noqa: BLE001 - pickling runs code of the subject
        return None
    return file.getvalue()
