"""Empties functions where they are: those of modules that were imported before a control could get in the way.

A plugin of pytest, and what it imports, is loaded before any hook runs.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import gc
import os
import sys
import warnings
from types import CodeType, FunctionType
from typing import TYPE_CHECKING

from pytest_tddgate.domain.mutants.mutant_code import is_same_code, nested_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["changed_codes", "loaded", "replace_codes"]


def loaded(paths: Iterable[str]) -> frozenset[str]:
    """Those of these absolute paths from which a module of this process was imported."""
    files = {getattr(module, "__file__", None) for module in tuple(sys.modules.values())}
    real = {os.path.realpath(each) for each in files if each}
    return frozenset(path for path in paths if os.path.realpath(path) in real)


def changed_codes(before: CodeType, after: CodeType) -> dict[tuple[str, int], CodeType]:
    """(Qualified name, first line) of each function whose code is another in the second of two modules -> that code."""
    old = {(each.co_qualname, each.co_firstlineno): each for each in nested_codes(before)}
    new = {(each.co_qualname, each.co_firstlineno): each for each in nested_codes(after) if each is not after}
    return {key: code for key, code in new.items() if key in old and not is_same_code(old[key], code)}


def replace_codes(path: str, codes: dict[tuple[str, int], CodeType]) -> None:
    """Give every function of this file (an absolute path) the code that is meant for it, for good."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a generator may become a plain function
        for function in list(_functions_of(os.path.realpath(path))):
            code = codes.get((function.__code__.co_qualname, function.__code__.co_firstlineno))
            if code is not None:
                # What a function closes over stays with it, whether the new code wants it or not.
                function.__code__ = code.replace(co_freevars=function.__code__.co_freevars)


def _functions_of(path: str) -> Iterator[FunctionType]:
    gc.unfreeze()  # what was loaded early may be frozen
    for each in gc.get_objects():
        if type(each) is FunctionType and os.path.realpath(each.__code__.co_filename) == path:
            yield each
