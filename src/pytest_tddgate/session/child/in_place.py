"""Empties functions where they are: those of modules that were imported before a control could get in the way.

A plugin of pytest, and what it imports, is loaded before any hook runs.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import gc
import os
import sys
import warnings
from functools import lru_cache
from types import CodeType, FunctionType
from typing import TYPE_CHECKING

from pytest_tddgate.domain.mutants.mutant_code import nested_codes

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

__all__ = ["RAISE", "empty_in_place", "loaded"]

RAISE = 'raise NotImplementedError("emptied by the sabotage control of pytest-tddgate")'
"""The statement that an emptied function consists of."""


def loaded(paths: Iterable[str]) -> frozenset[str]:
    """Those of these absolute paths from which a module of this process was imported."""
    files = {getattr(module, "__file__", None) for module in tuple(sys.modules.values())}
    real = {os.path.realpath(each) for each in files if each}
    return frozenset(path for path in paths if os.path.realpath(path) in real)


def empty_in_place(path: str, functions: Container[tuple[str, int]]) -> None:
    """Let every function of this file (an absolute path) that is one of these only raise, for good.

    They are known by their qualified name and first line, as their code has it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a generator becomes a plain function
        for function in list(_functions_of(os.path.realpath(path))):
            known = function.__code__
            if (known.co_qualname, known.co_firstlineno) in functions and all(map(str.isidentifier, known.co_freevars)):
                function.__code__ = _raising(known.co_filename, known.co_freevars)


@lru_cache(maxsize=64)
def _raising(path: str, names: tuple[str, ...]) -> CodeType:
    """A code that takes any arguments, and closes over these names.

    It has to mention them: where a code only says that it closes over something, whoever looks at the variables of its
    frame, as pytest does, ends the process (CPython 3.12, SIGSEGV).
    """
    given = "".join(f"    {name} = None\n" for name in names)
    mentions = f"        if False: {', '.join(names)}\n" if names else ""
    source = f"def around():\n{given}    def emptied(*_, **__):\n{mentions}        {RAISE}\n"
    return next(each for each in nested_codes(compile(source, path, "exec")) if each.co_name == "emptied")


def _functions_of(path: str) -> Iterator[FunctionType]:
    gc.unfreeze()  # what was loaded early may be frozen
    for each in gc.get_objects():
        if type(each) is FunctionType and os.path.realpath(each.__code__.co_filename) == path:
            yield each
