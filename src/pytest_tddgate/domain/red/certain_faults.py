"""Faults of a test that no value of the subject can cause: they are in the test itself, outside of any block.

In a block the subject's value may matter: an empty loop or a false condition binds no names, and a stand-in for a
context manager catches nothing.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.bindings import bound_names
from pytest_tddgate.domain.red.functions import function_in
from pytest_tddgate.domain.red.judgement import Lack

if TYPE_CHECKING:
    from pytest_tddgate.domain.red.judgement import Blame

__all__ = ["is_certain_fault"]

_UNKNOWN_NAME = re.compile(r"name '(\w+)' is not defined")
_OF_MODULE = re.compile(r"module '[\w.]+' has no attribute")
_SIMPLE = (ast.Assert, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Import, ast.ImportFrom, ast.Raise)


def is_certain_fault(blame: Blame, source: bytes, name: str) -> bool:
    """Whether the test `name` (qualified with `::`) has this fault whatever the subject returns."""
    function = function_in(source, name)
    body = getattr(function, "body", ())
    line = blame.at.line if blame.at else 0
    at = next((each for each in body if each.lineno <= line <= (each.end_lineno or each.lineno)), None)
    if not isinstance(at, _SIMPLE):
        return False
    if blame.lacks is Lack.NAME:
        unknown = _UNKNOWN_NAME.search(blame.what)
        return unknown is not None and unknown[1] not in _bound(source)
    if blame.lacks is Lack.PACKAGE:
        return isinstance(at, ast.Import | ast.ImportFrom)
    return blame.rule == "unconditional" or _OF_MODULE.search(blame.what) is not None


def _bound(source: bytes) -> frozenset[str]:
    """All names that anything in a module binds."""
    tree = ast.parse(source)
    return frozenset({*bound_names(tree), *(each.arg for each in ast.walk(tree) if isinstance(each, ast.arg))})
