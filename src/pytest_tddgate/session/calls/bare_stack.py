"""Calls a function on a stack that holds only a one-line program, in the context of the caller.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import _thread
import contextvars
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["call_on_bare_stack"]


def _program() -> None:
    """Begin, call, keep the result or the exception, and end; it uses nothing but the program's own globals."""
    names = globals()
    try:
        names["begin"]()
        names["answers"].append(names["function"](*names["args"], **names["words"]))
    except BaseException as problem:  # noqa: BLE001 - the caller raises it again
        names["problems"].append(problem)
    finally:
        names["end"]()


_PROGRAM = _program.__code__.replace(co_filename="<string>", co_name="<module>", co_qualname="<module>")


def call_on_bare_stack(function: Callable[..., Any], *args: Any, is_traced: bool = False, **words: Any) -> Any:
    """What the function returns or raises in a thread of its own; `is_traced`: with a trace function."""
    answers: list[Any] = []
    problems: list[BaseException] = []
    lock = _thread.allocate_lock()
    lock.acquire()
    names = {
        "__name__": "__main__", "__builtins__": __builtins__, "function": function, "args": args, "words": words,
        "answers": answers, "problems": problems, "end": lock.release,
        "begin": lambda: sys.settrace((lambda *_: None) if is_traced else None),
    }  # fmt: skip
    # `threading` would put its own frames on the stack.
    _thread.start_new_thread(contextvars.copy_context().run, (exec, _PROGRAM, names))
    lock.acquire()
    if problems:
        raise problems[0]
    return answers[0]
