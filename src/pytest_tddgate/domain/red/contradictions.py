"""New tests that do the same as an existing test and assert the opposite: both cannot pass."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.parsing import parse_or_empty
from pytest_tddgate.domain.red.unsatisfiable import TURNED

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

__all__ = ["contradicted_by"]

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def contradicted_by(source: bytes, name: str, kept: Container[str]) -> str:
    """The test out of `kept` that the test `name` contradicts; all names are qualified with `::`.

    The two tests have the same class, decorators and parameters, and the same statements before opposite assertions.
    Empty if there is none, or the source is not Python.
    """
    tree = parse_or_empty(source)
    owner = name.rpartition("::")[0]
    beside = {f"{owner}::{each.name}" if owner else each.name: each for each in _functions(tree, owner)}
    own = beside.pop(name, None)
    return next((each for each, other in beside.items() if each in kept and own and _contradict(own, other)), "")


def _functions(tree: ast.Module, owner: str) -> Iterator[_Function]:
    """The functions of the class `owner`, or of the module if `owner` is empty."""
    body = tree.body
    for part in owner.split("::") if owner else ():
        classes = [each for each in body if isinstance(each, ast.ClassDef) and each.name == part]
        body = classes[-1].body if classes else []
    return (each for each in body if isinstance(each, _Function))


def _contradict(one: _Function, other: _Function) -> bool:
    if _head(one) != _head(other):
        return False
    for left, right in zip(_statements(one), _statements(other), strict=False):
        if isinstance(left, ast.Assert) and isinstance(right, ast.Assert) and _are_opposite(left.test, right.test):
            return True
        if ast.dump(left) != ast.dump(right):
            return False
    return False


def _head(function: _Function) -> tuple[str, ...]:
    return (type(function).__name__, ast.dump(function.args), *map(ast.dump, function.decorator_list))


def _statements(function: _Function) -> list[ast.stmt]:
    """The body without a docstring."""
    return function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body


def _are_opposite(one: ast.expr, other: ast.expr) -> bool:
    match one, other:
        case ast.UnaryOp(op=ast.Not(), operand=inner), _ if ast.dump(inner) == ast.dump(other):
            return True
        case _, ast.UnaryOp(op=ast.Not(), operand=inner) if ast.dump(inner) == ast.dump(one):
            return True
        case (
            ast.Compare(left=left, ops=[operator], comparators=[right]),
            ast.Compare(left=left_too, ops=[operator_too], comparators=[right_too]),
        ) if ast.dump(left) == ast.dump(left_too):
            return type(operator_too) is TURNED[type(operator)] and ast.dump(right) == ast.dump(right_too)
    return False
