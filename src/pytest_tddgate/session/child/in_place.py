"""Empties functions of modules that were imported before a control could replace their code.

pytest plugins, and what they import, are loaded before any hook runs.

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
"""The only statement of an emptied function."""


def loaded(paths: Iterable[str]) -> frozenset[str]:
    """The absolute paths from which a module of this process was imported."""
    files = {getattr(module, "__file__", None) for module in tuple(sys.modules.values())}
    real = {os.path.realpath(each) for each in files if each}
    return frozenset(path for path in paths if os.path.realpath(path) in real)


def empty_in_place(path: str, functions: Container[tuple[str, int]]) -> None:
    """Let the given functions of this file (an absolute path) only raise from now on.

    They are given by qualified name and first line, as in code objects.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # e.g. that a generator becomes a plain function
        for function in list(_functions_of(os.path.realpath(path))):
            known = function.__code__
            if (known.co_qualname, known.co_firstlineno) in functions and all(map(str.isidentifier, known.co_freevars)):
                function.__code__ = _raising(known.co_filename, known.co_freevars)


@lru_cache(maxsize=64)
def _raising(path: str, names: tuple[str, ...]) -> CodeType:
    """Code that takes any arguments, raises, and closes over these names.

    It must use the names: reading the frame variables of code with unused free variables, as pytest does, crashes
    CPython 3.12 (SIGSEGV).
    """
    given = "".join(f"    {name} = None\n" for name in names)
    mentions = f"        if False: {', '.join(names)}\n" if names else ""
    source = f"def around():\n{given}    def emptied(*_, **__):\n{mentions}        {RAISE}\n"
    return next(each for each in nested_codes(compile(source, path, "exec")) if each.co_name == "emptied")


def _functions_of(path: str) -> Iterator[FunctionType]:
    gc.unfreeze()  # objects that were loaded early may be frozen
    for each in gc.get_objects():
        if type(each) is FunctionType and os.path.realpath(each.__code__.co_filename) == path:
            yield each
