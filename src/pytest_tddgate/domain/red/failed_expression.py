"""Where in a test module something failed: the function and the exact expression."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.red.mention import Function
    from pytest_tddgate.domain.red.parsed_module import Module
    from pytest_tddgate.domain.run.observation import Frame

__all__ = ["FailedExpression", "failed_expression", "position", "read_names", "span_of", "texts_in"]

_LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True, slots=True, eq=False)
class FailedExpression:
    """An expression that failed, with its statement, its function (not a nested one), and the classes around.

    `around` are the module's conftests.
    """

    module: Module
    around: tuple[Module, ...]
    node: ast.expr
    statement: ast.stmt
    function: Function
    classes: tuple[ast.ClassDef, ...]

    def is_before(self, node: ast.AST) -> bool:
        """Whether a node of the function ended before the expression began; always true in a loop around both."""
        if self.holds(node):
            return False
        if position(node)[1] <= position(self.node)[0]:
            return True
        loops = [each for each in ast.walk(self.function) if isinstance(each, _LOOPS) and _encloses(each, node)]
        return any(self.holds(each) for each in loops)

    def holds(self, node: ast.AST) -> bool:
        """Whether the expression is part of the node."""
        return any(each is self.node for each in ast.walk(node))


def failed_expression(module: Module, frame: Frame, around: tuple[Module, ...]) -> FailedExpression | None:
    """Where in the module a frame failed; None if the syntax cannot tell."""
    for function, classes in _functions(module.tree.body, ()):
        if function.name == frame.function and function.lineno <= frame.line <= (function.end_lineno or 0):
            parts = list(ast.walk(function))
            node = next((each for each in parts if isinstance(each, ast.expr) and span_of(each) == frame.span), None)
            statements = [each for each in parts if isinstance(each, ast.stmt) and each is not function]
            found = [each for each in statements if node and any(part is node for part in ast.walk(each))]
            if node is not None and found and isinstance(getattr(node, "ctx", None), ast.Load | None):
                return FailedExpression(module, around, node, found[-1], function, classes)
    return None


def _functions(
    body: Iterable[ast.stmt], classes: tuple[ast.ClassDef, ...]
) -> Iterator[tuple[Function, tuple[ast.ClassDef, ...]]]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node, classes
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node.body, (*classes, node))
        elif isinstance(node, ast.If | ast.Try | ast.With):
            yield from _functions([each for each in ast.iter_child_nodes(node) if isinstance(each, ast.stmt)], classes)


def position(node: ast.AST) -> tuple[tuple[int, int], tuple[int, int]]:
    """The start and the end of a node, each as line and column."""
    first, column, last, until = span_of(node)
    return (first, column), (last, until)


def _encloses(around: ast.AST, node: ast.AST) -> bool:
    (first, last), (begin, end) = position(around), position(node)
    return first <= begin and end <= last


def span_of(node: ast.AST) -> tuple[int, int, int, int]:
    """The place of a node, in the form of `Frame.span`."""
    get = [getattr(node, name, 0) or 0 for name in ("lineno", "col_offset", "end_lineno", "end_col_offset")]
    return (get[0], get[1], get[2], get[3])


def read_names(node: ast.AST | Iterable[ast.AST]) -> set[str]:
    """All names that are read in a node, or in several nodes."""
    nodes = [node] if isinstance(node, ast.AST) else node
    parts = (part for each in nodes for part in ast.walk(each))
    return {each.id for each in parts if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)}


def texts_in(node: ast.AST) -> set[str]:
    """All string constants in a node."""
    found = (each.value for each in ast.walk(node) if isinstance(each, ast.Constant))
    return {each for each in found if isinstance(each, str)}
