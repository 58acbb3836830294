"""Functions whose results must differ from some value, as the tests assert."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

__all__ = ["is_told_apart"]

_FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
_UNEQUAL = frozenset({"assertNotEqual", "assertNotEquals", "assertNotIn"})
_EMPTY = (None, False, True, "", b"", 0)


def is_told_apart(tests: Mapping[str, bytes], names: Collection[str]) -> bool:
    """Whether a test asserts that a result of one of these functions or classes differs from another value.

    A difference from an empty value, such as None or an empty list, does not count.
    """
    return any(_is_side(one, other, held, names) for one, other, held in _differing(tests))


def _differing(tests: Mapping[str, bytes]) -> Iterator[tuple[ast.expr, ast.expr, Mapping[str, ast.expr]]]:
    """Both sides of each such assertion, in both orders, and the expressions bound to the test's variables."""
    for path, data in tests.items():
        for function in ast.walk(parse_or_empty(data) if path.endswith(".py") else ast.Module([], [])):
            if not isinstance(function, _FunctionNode):
                continue
            held = dict(_bound(function))
            for node in ast.walk(function):
                for one, other in _asserted(node):
                    yield one, other, held
                    yield other, one, held


def _bound(function: _FunctionNode) -> Iterator[tuple[str, ast.expr]]:
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value


def _asserted(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The two sides of each inequality that a statement or call asserts."""
    match node:
        case ast.Assert(test=ast.BoolOp(op=ast.And(), values=parts)):
            yield from (pair for each in parts for pair in _unequal(each))
        case ast.Assert(test=test):
            yield from _unequal(test)
        case ast.Call(func=ast.Attribute(attr="assertFalse"), args=[test, *_]):
            yield from _unequal(ast.UnaryOp(ast.Not(), test))
        case ast.Call(func=ast.Attribute(attr=name), args=[one, other, *_]) if name in _UNEQUAL:
            yield one, other


def _unequal(test: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    match test:
        case ast.Compare(left=left, ops=[ast.NotEq() | ast.NotIn()], comparators=[right]):
            yield left, right
        case ast.UnaryOp(op=ast.Not(), operand=ast.Compare(left=left, ops=[ast.Eq() | ast.In()], comparators=[right])):
            yield left, right
        case ast.Compare(left=ast.Compare() as inner, ops=[ast.Is()], comparators=[ast.Constant(value=False)]):
            yield from _unequal(ast.UnaryOp(ast.Not(), inner))


def _is_side(one: ast.expr, other: ast.expr, held: Mapping[str, ast.expr], names: Collection[str]) -> bool:
    """Whether one side is a result of such a function, and the other is a value that is not empty."""
    if isinstance(one, ast.Name):
        one = held.get(one.id, one)
    if isinstance(one, ast.Await):
        one = one.value
    made = one.func if isinstance(one, ast.Call) else one
    return not isinstance(one, ast.Name) and last_name(made) in names and not _is_nothing(other)


def _is_nothing(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=value):
            return any(value is each or value == each for each in _EMPTY)
        case ast.List(elts=[]) | ast.Tuple(elts=[]) | ast.Dict(keys=[]):
            return True
    return False
