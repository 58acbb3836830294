"""Calls a function on a stack that holds only a one-line program, or frames like given ones, in the caller's context.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import _thread
import contextvars
import sys
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["call_below", "call_on_bare_stack"]


def _program() -> None:
    """Begin, call, keep the result or the exception, and end; it uses nothing but the program's own globals."""
    names = globals()["__call__"]
    try:
        names["begin"]()
        names["answers"].append(names["function"](*names["args"], **names["words"]))
    except BaseException as problem:  # noqa: BLE001 - the caller raises it again
        names["problems"].append(problem)
    finally:
        names["end"]()


def _caller() -> None:
    globals()["__call__"]()


_PROGRAM = _program.__code__.replace(co_filename="<string>", co_name="<module>", co_qualname="<module>")


def call_on_bare_stack(function: Callable[..., Any], *args: Any, is_traced: bool = False, **words: Any) -> Any:
    """What the function returns or raises in a thread of its own; `is_traced`: with a trace function."""
    program = {"__name__": "__main__", "__builtins__": __builtins__}
    return _made(types.FunctionType(_PROGRAM, program), (function, args, words), is_traced=is_traced)


def call_below(frame: types.FrameType, *, is_traced: bool = False) -> Callable[..., Any]:
    """A function like `call_on_bare_stack`; its stack has files, names and globals of this frame and its callers.

    Two calls, by this function and by `call_on_bare_stack`, differ in the stack alone.
    """

    def call(function: Callable[..., Any], /, *args: Any, **words: Any) -> Any:
        program = start = _like(_program, frame)
        caller = frame.f_back
        while caller is not None:
            outer = _like(_caller, caller)
            outer.__globals__["__call__"] = start
            start, caller = outer, caller.f_back
        return _made(program, (function, args, words), is_traced=is_traced, start=start)

    return call


def _like(function: Callable[[], None], frame: types.FrameType) -> types.FunctionType:
    """The function with the file, the name and a copy of the globals of a frame."""
    code, own = frame.f_code, function.__code__
    named = own.replace(co_filename=code.co_filename, co_name=code.co_name, co_qualname=code.co_qualname)
    return types.FunctionType(named, {**frame.f_globals})


def _made(
    program: types.FunctionType, call: tuple[Any, ...], *, is_traced: bool, start: Callable[[], None] | None = None
) -> Any:
    """What a call (function, arguments, keywords) returns or raises in a thread that runs `start`, or the program."""
    answers: list[Any] = []
    problems: list[BaseException] = []
    lock = _thread.allocate_lock()
    lock.acquire()
    function, args, words = call
    program.__globals__["__call__"] = {
        "function": function, "args": args, "words": words, "answers": answers, "problems": problems,
        "begin": lambda: sys.settrace((lambda *_: None) if is_traced else None), "end": lock.release,
    }  # fmt: skip
    # `threading` would put its own frames on the stack.
    _thread.start_new_thread(contextvars.copy_context().run, (start or program,))
    lock.acquire()
    if problems:
        raise problems[0]
    return answers[0]
