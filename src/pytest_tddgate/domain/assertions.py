"""Whether a test asserts anything at all, as far as its syntax tells."""

from __future__ import annotations

import ast
import re

__all__ = ["asserts_something"]

_ASSERTING = re.compile(
    r"assert|raises|warns|fail|check|verify|expect|should|match|compare|ensure|validate|snapshot", re.IGNORECASE
)


def asserts_something(source: bytes, name: str) -> bool:
    """Whether the function `name` (qualified with `::`) asserts, or calls something that by its name or body does.

    True for a function that is not found: it may be inherited.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return True
    function = _find(tree.body, name.split("::"))
    if function is None:
        return True
    asserting = {
        each.name
        for each in ast.walk(tree)
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and _has_assert(each)
    }
    return _has_assert(function) or any(
        _ASSERTING.search(called) or called in asserting for called in _called(function)
    )


def _has_assert(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Assert) for each in ast.walk(node))


def _called(function: ast.AST) -> set[str]:
    """The last names of everything that is called, or entered by `with`."""
    calls = [each.func for each in ast.walk(function) if isinstance(each, ast.Call)]
    return {
        each.attr if isinstance(each, ast.Attribute) else each.id
        for each in calls
        if isinstance(each, ast.Attribute | ast.Name)
    }


def _find(body: list[ast.stmt], parts: list[str]) -> ast.AST | None:
    for node in reversed(body):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.name == parts[0]:
            return node if len(parts) == 1 else _find(node.body, parts[1:])
    return None
