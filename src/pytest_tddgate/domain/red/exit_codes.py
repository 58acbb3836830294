"""Finds comparisons with the exit code of a program that failed, and counts of failed tests."""

from __future__ import annotations

import ast

__all__ = ["expects_failed_run"]

_CODES = frozenset({"exit_code", "exitcode", "returncode", "return_code", "ret"})  # click, subprocess, pytester
_COUNTS = frozenset({"failed", "errors"})
_ASSERTIONS = {"assertEqual": ast.Eq(), "assertIn": ast.In(), "assertNotEqual": ast.NotEq()}
_SAYS_WHICH = (ast.Eq, ast.Is, ast.In, ast.GtE, ast.Gt)


def expects_failed_run(node: ast.AST) -> bool:
    """Whether the node asserts that an exit code is not zero, or, as pytester does, that tests failed."""
    match node:
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            return _is_failure(left, right, operator) or _is_failure(right, left, operator)
        case ast.Call(func=ast.Attribute(attr="assert_outcomes"), keywords=words):
            return any(word.arg in _COUNTS and _is_other_than_zero(word.value) for word in words)
        case ast.Call(func=ast.Attribute(attr=name), args=[left, right, *_]) if name in _ASSERTIONS:
            operator = _ASSERTIONS[name]
            return _is_failure(left, right, operator) or _is_failure(right, left, operator)
    return False


def _is_failure(code: ast.expr, value: ast.expr, operator: ast.cmpop) -> bool:
    if not isinstance(code, ast.Attribute | ast.Name) or _name(code) not in _CODES:
        return False
    is_zero = isinstance(value, ast.Constant) and value.value == 0 and not isinstance(value.value, bool)
    return (is_zero and isinstance(operator, ast.NotEq | ast.Gt)) or (
        isinstance(operator, _SAYS_WHICH) and _is_other_than_zero(value)
    )


def _name(node: ast.Attribute | ast.Name) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id


def _is_other_than_zero(node: ast.expr) -> bool:
    """Whether the value is a number other than 0, or a collection of such numbers."""
    match node:
        case ast.Constant(value=int() as number) | ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=number)):
            return bool(number) and not isinstance(number, bool)
        case ast.Tuple(elts=several) | ast.List(elts=several) | ast.Set(elts=several):
            return bool(several) and all(map(_is_other_than_zero, several))
    return False
