"""A call on a stack that holds nothing but a program of one line, in the context of whoever asks.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import _thread
import contextvars
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["plainly"]

_PROGRAM = compile(
    "try:\n    begin()\n    answers.append(function(*args, **words))\n"
    "except BaseException as problem:\n    problems.append(problem)\nfinally:\n    end()\n",
    "<string>",
    "exec",
)


def plainly(function: Callable[..., Any], *args: Any, is_traced: bool = False, **words: Any) -> Any:
    """What the function returns, or raises, in a thread of its own; `is_traced`: with a trace function."""
    answers: list[Any] = []
    problems: list[BaseException] = []
    lock = _thread.allocate_lock()
    lock.acquire()
    names = {
        "__name__": "__main__", "__builtins__": __builtins__, "function": function, "args": args, "words": words,
        "answers": answers, "problems": problems, "end": lock.release,
        "begin": lambda: sys.settrace((lambda *_: None) if is_traced else None),
    }  # fmt: skip
    # Not `threading`: its own frames would stand on the stack.
    _thread.start_new_thread(contextvars.copy_context().run, (exec, _PROGRAM, names))
    lock.acquire()
    if problems:
        raise problems[0]
    return answers[0]
