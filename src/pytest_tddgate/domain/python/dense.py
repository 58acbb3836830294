"""Functions on one line: line coverage counts them as run as soon as they are defined."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Container

__all__ = ["DenseFunction", "dense_functions", "is_dense"]


@dataclass(frozen=True, slots=True, order=True)
class DenseFunction:
    """A lambda that decides something, or a `def` with its body on its own line.

    `line` counts from 1, `column` from 0, as in the syntax tree. `weight` is the number of lines that it stands for:
    one, plus one for each decision in it.
    """

    line: int
    column: int
    weight: int


def dense_functions(source: bytes, lines: Container[int]) -> tuple[DenseFunction, ...]:
    """The dense functions on these lines of a file, in order; empty if it cannot be parsed."""
    tree = parse_or_empty(source)
    found = (each for each in ast.walk(tree) if is_dense(each))
    return tuple(sorted(_described(each) for each in found if each.lineno in lines))  # type: ignore[attr-defined]  # functions have lines


def is_dense(node: ast.AST) -> bool:
    """Whether a node is a lambda with a decision, or a `def` with its body on its own line."""
    if isinstance(node, ast.Lambda):
        return _decisions(node.body) > 0
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.body[0].lineno == node.lineno


def _described(node: ast.AST) -> DenseFunction:
    return DenseFunction(node.lineno, node.col_offset, 1 + _decisions(node))  # type: ignore[attr-defined]  # ditto


def _decisions(node: ast.AST) -> int:
    """The number of decisions in a function or expression."""
    return sum(_ways(each) for each in ast.walk(node))


def _ways(node: ast.AST) -> int:
    match node:
        case ast.IfExp():
            return 1
        case ast.BoolOp(values=values):
            return len(values) - 1
        case ast.comprehension(ifs=conditions):
            return 1 + len(conditions)
        case _:
            return 0
