"""Assertions that hold whatever the code does."""

from __future__ import annotations

import ast

from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.red.assertions import assert_lines
from pytest_tddgate.domain.red.parsed_module import function_in

__all__ = ["asserts_only_what_holds"]


def asserts_only_what_holds(source: bytes, name: str) -> int:
    """The line of the first assertion of the function `name` (qualified with `::`), if all its assertions always hold.

    0 if one can fail, or if there is none: such a test checks that nothing is raised.
    """
    lines, function = assert_lines(source, name), function_in(source, name)
    asserts = [each for each in ast.walk(function) if isinstance(each, ast.Assert)] if lines and function else []
    return min(lines) if asserts and all(_always_holds(each.test) for each in asserts) else 0


def _always_holds(test: ast.expr) -> bool:
    match test:
        case ast.BoolOp(op=operator, values=values):
            return (any if isinstance(operator, ast.Or) else all)(map(_always_holds, values))
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            return _never_below_zero(left, operator, right) or _with_itself(left, operator, right)
        case ast.Tuple(elts=parts):
            return bool(parts)
        case ast.UnaryOp(op=ast.Not(), operand=ast.Constant(value=value)):
            return not value
    return isinstance(test, ast.Constant) and bool(test.value)


def _never_below_zero(left: ast.expr, operator: ast.cmpop, right: ast.expr) -> bool:
    is_length = isinstance(left, ast.Call) and last_name(left.func) == "len"
    return is_length and isinstance(operator, ast.GtE) and isinstance(right, ast.Constant) and right.value == 0


def _with_itself(left: ast.expr, operator: ast.cmpop, right: ast.expr) -> bool:
    """Whether a name is compared with itself by `is`; an attribute or call may give another value each time."""
    is_same = isinstance(left, ast.Name) and isinstance(right, ast.Name) and left.id == right.id
    return is_same and isinstance(operator, ast.Is)
