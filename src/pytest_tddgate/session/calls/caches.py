"""Clears `functools` caches of the subject's functions, which answer known arguments without a call.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import functools
import inspect
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from types import CodeType

__all__ = ["clear_caches"]

_MEMO: Any = type(functools.lru_cache(len))
_VARIABLE = inspect.CO_VARARGS | inspect.CO_VARKEYWORDS


def clear_caches(paths: Container[str]) -> None:
    """Clear the cache of each function in these files (absolute paths), so that calls from imports can be seen again.

    The cache of a function without parameters is kept: it holds one object, such as a registry, and no answers.
    """
    for module in tuple(sys.modules.values()):
        for memo in tuple(_memos_in(getattr(module, "__dict__", {}))):
            code = getattr(memo.__wrapped__, "__code__", None)
            if code is not None and code.co_filename in paths and (_parameters(code) or code.co_flags & _VARIABLE):
                memo.cache_clear()


def _parameters(code: CodeType) -> int:
    return code.co_argcount + code.co_kwonlyargcount


def _memos_in(held: Any) -> Iterator[Any]:
    """The caches among the values of a module and of its classes, including static and class methods."""
    for value in tuple(held.values()):
        for each in (value, *(vars(value).values() if type(value) is type else ())):
            is_held = issubclass(type(each), staticmethod | classmethod)  # `isinstance` would ask a proxy what it is
            found = each.__func__ if is_held else each
            if type(found) is _MEMO:
                yield found
