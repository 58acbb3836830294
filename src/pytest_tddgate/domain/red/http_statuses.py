"""Finds comparisons with an HTTP error status."""

from __future__ import annotations

import ast
import re
from itertools import pairwise

__all__ = ["expects_failure"]

_FIRST, _LAST = 400, 599
_STATUS = re.compile(r"status(_?code)?|http_status|response_code", re.IGNORECASE)
_NUMBERED = re.compile(r"HTTP_(\d{3})(_\w+)?")  # as Starlette and Django REST framework name them
_SAYS_WHICH = (ast.Eq, ast.Is, ast.In, ast.GtE, ast.Gt)


def expects_failure(node: ast.AST) -> bool:
    """Whether the node compares or asserts that a status is an error: 400 to 599."""
    match node:
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            return isinstance(operator, _SAYS_WHICH) and _is_failing_pair(left, right)
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=arguments, keywords=words):
            pairs = pairwise(arguments)
            is_assertion = name.lower().replace("_", "") in {"assertequal", "assertequals", "assertin"}
            said = any(word.arg is not None and _is_status_name(word.arg) and _fails(word.value) for word in words)
            return (is_assertion and any(_is_failing_pair(*each) for each in pairs)) or (
                said and name.startswith("assert")
            )
    return False


def _is_failing_pair(one: ast.expr, other: ast.expr) -> bool:
    return (_is_status(one) and _fails(other)) or (_is_status(other) and _fails(one))


def _is_status(node: ast.expr) -> bool:
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return _is_status_name(name)
    return False


def _is_status_name(name: str) -> bool:
    return _STATUS.fullmatch(name) is not None


def _fails(node: ast.expr) -> bool:
    """Whether the value is an error status, or a collection of error statuses."""
    match node:
        case ast.Constant(value=int() as number):
            return _FIRST <= number <= _LAST
        case ast.Tuple(elts=several) | ast.List(elts=several) | ast.Set(elts=several):
            return bool(several) and all(map(_fails, several))
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return _FIRST <= _number_of(name) <= _LAST
    return False


def _number_of(name: str) -> int:
    """The status that a name stands for; 0 for any other name."""
    if numbered := _NUMBERED.fullmatch(name):
        return int(numbered[1])
    if not name.isupper():
        return 0
    from http import HTTPStatus  # noqa: PLC0415 - few tests name one

    return int(HTTPStatus[name]) if name in HTTPStatus.__members__ else 0
