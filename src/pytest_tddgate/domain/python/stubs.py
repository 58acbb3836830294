"""Whether a change adds only an outline to the subject: functions that do nothing yet."""

from __future__ import annotations

import ast

from pytest_tddgate.domain.python.lines import changed_lines

__all__ = ["is_outline"]


def is_outline(before: bytes | None, after: bytes) -> bool:
    """Whether every function that differs between two versions of a file does nothing.

    The body of such a function is a docstring, `pass`, `...` or `raise NotImplementedError`. Classes, constants and
    imports may change too. False if `after` cannot be parsed.
    """
    try:
        tree = ast.parse(after)
    except (SyntaxError, ValueError):
        return False
    changed = changed_lines(before, after)
    functions = (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))
    return all(
        _is_stub(each) for each in functions if changed & set(range(each.lineno, (each.end_lineno or each.lineno) + 1))
    )


def _is_stub(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return all(_does_nothing(statement) for statement in function.body)


def _does_nothing(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Raise(exc=ast.Name(id="NotImplementedError")):
            return True
        case ast.Raise(exc=ast.Call(func=ast.Name(id="NotImplementedError"))):
            return True
        case _:
            return False
