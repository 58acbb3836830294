"""Tests that catch their own assertion error and fail with another message, so that the reason is lost."""

from __future__ import annotations

import ast

from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.red.parsed_module import function_in

__all__ = ["swallows_its_reason"]

_BROAD = frozenset({"Exception", "BaseException", "AssertionError"})
_EXPECTING = frozenset({"raises", "warns"})


def swallows_its_reason(source: bytes, name: str) -> int:
    """The line of the handler that hides an assertion in the function `name` (qualified with `::`); 0 if there is none.

    Such a handler catches every exception, fails by itself, and does not use the exception that it caught.
    """
    function = function_in(source, name)
    tries = [each for each in ast.walk(function) if isinstance(each, ast.Try)] if function else []
    handlers = [handler for each in tries if _asserts(each.body) for handler in each.handlers]
    return next((each.lineno for each in handlers if _is_broad(each.type) and _hides(each)), 0)


def _asserts(body: list[ast.stmt]) -> bool:
    """Whether the body holds an assertion: an `assert`, or an assertion of pytest or of a test case."""
    nodes = [node for each in body for node in ast.walk(each)]
    return any(isinstance(each, ast.Assert) or (isinstance(each, ast.Call) and _is_check(each.func)) for each in nodes)


def _is_check(called: ast.expr) -> bool:
    match called:
        case ast.Attribute(value=ast.Name(id="pytest"), attr=name):
            return name in _EXPECTING
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
            return name.startswith("assert")
    return isinstance(called, ast.Name) and called.id in _EXPECTING


def _is_broad(caught: ast.expr | None) -> bool:
    match caught:
        case None:
            return True
        case ast.Name(id=name):
            return name in _BROAD
        case ast.Tuple(elts=parts):
            return any(map(_is_broad, parts))
    return False


def _hides(handler: ast.ExceptHandler) -> bool:
    """Whether the handler ends with a failure of its own and does not read the exception."""
    is_read = any(isinstance(each, ast.Name) and each.id == handler.name for each in ast.walk(handler))
    match handler.body[-1]:
        case ast.Expr(value=ast.Call() as call):
            is_failure = last_name(call.func) == "fail"
        case ast.Assert(test=ast.Constant(value=value)):
            is_failure = not value
        case ast.Raise(exc=ast.expr() as raised):
            is_failure = "AssertionError" in ast.dump(raised)
        case _:
            is_failure = False
    return is_failure and not is_read
