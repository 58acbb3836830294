"""The edits of a source that a reader would call small mistakes, found in its syntax."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.mutants.replacements import (
    COMPARISONS,
    FLIPPED,
    OPERATORS,
    is_deletable,
    is_none,
    is_text,
    is_unobservable,
    neighbour,
)
from pytest_tddgate.domain.python.line_starts import line_starts

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["KINDS", "Edit", "edits_in"]

KINDS = ("statement", "return", "condition", "operator", "constant")
"""What an edit alters, most informative first: a deletable statement says more than a number that can differ."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One alteration: `text` in place of the bytes from `start` to `end`.

    `line` is that of the altered syntax, counted from 1; `function` is the qualified name of the enclosing function,
    `""` for code that runs when the module is imported.
    """

    kind: str
    line: int
    start: int
    end: int
    text: bytes
    function: str


def edits_in(tree: ast.Module, source: bytes) -> tuple[Edit, ...]:
    """Every edit of a source (UTF-8), from top to bottom; `tree` is its syntax."""
    walk = _Walk(source)
    walk.visit(tree)
    return tuple(walk.found)


class _Walk(ast.NodeVisitor):
    """Visits what a test could notice; annotations, logging, messages for readers and types are left out."""

    def __init__(self, source: bytes) -> None:
        self.found: list[Edit] = []
        self._source = source
        self._starts = line_starts(source)
        self._owners: list[str] = []
        self._function = ""
        self._is_message = False

    # -- scopes

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """The class: code in its body runs at import, unless a function contains it."""
        self._all([*node.decorator_list, *node.bases])
        self._owners.append(node.name)
        self._all(node.body)
        self._owners.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """The function: decorators and defaults belong to the code around it."""
        defaults = [each for each in node.args.kw_defaults if each is not None]
        self._all([*node.decorator_list, *node.args.defaults, *defaults])
        around, self._function = self._function, ".".join([*self._owners, node.name])
        self._owners += [node.name, "<locals>"]
        self._all(node.body)
        del self._owners[-2:]
        self._function = around

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815 - the name that a visitor looks for

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """The lambda, as part of the code around it."""
        defaults = [each for each in node.args.kw_defaults if each is not None]
        self._all([*node.args.defaults, *defaults, node.body])

    # -- statements

    def visit(self, node: ast.AST) -> None:
        """Add the deletion of a statement in a function, then visit the node."""
        if isinstance(node, ast.stmt):
            if is_unobservable(node):
                return
            if self._function and is_deletable(node):
                self._instead("statement", node, b"pass")
        super().visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """The value, without its annotation."""
        self._all([node.target, *([node.value] if node.value else [])])

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """The operator and the value."""
        self._operator(node, node.target, node.op, node.value)
        self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        """The exception; strings in it are messages for readers."""
        around, self._is_message = self._is_message, True
        self.generic_visit(node)
        self._is_message = around

    def visit_Assert(self, node: ast.Assert) -> None:
        """The condition, without the message."""
        self.visit(node.test)

    def visit_Return(self, node: ast.Return) -> None:
        """None instead of the value."""
        if node.value is not None and not is_none(node.value):
            self._instead("return", node, b"return None")
            self.visit(node.value)

    def visit_If(self, node: ast.If | ast.While) -> None:
        """The condition, negated, and the code below it."""
        self._condition(node.test)
        self.generic_visit(node)

    visit_While = visit_If  # noqa: N815 - ditto

    # -- expressions

    def visit_Yield(self, node: ast.Yield) -> None:
        """None instead of the value."""
        if node.value is not None and not is_none(node.value):
            start, end = self._span(node.value)
            if b"\n" not in self._source[start:end]:
                self._add("return", node.value, start, end, b"None")
            self.visit(node.value)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        """As `visit_If`."""
        self._condition(node.test)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        """As `visit_If`, for each condition."""
        for test in node.ifs:
            self._condition(test)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        """The other operator, and each operand negated."""
        old, new = (b"and", b"or") if isinstance(node.op, ast.And) else (b"or", b"and")
        for left, right in zip(node.values, node.values[1:], strict=False):
            self._between("condition", left, right, old, new)
        for value in node.values:
            self._condition(value)
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        """Each comparison with its boundary moved, or negated."""
        operands = [node.left, *node.comparators]
        for left, right, operator in zip(operands, operands[1:], node.ops, strict=False):
            self._between("condition", left, right, *COMPARISONS[type(operator)])
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        """Another operator, unless an operand is a string literal."""
        if not is_text(node.left) and not is_text(node.right):
            self._operator(node, node.left, node.op, node.right)
        self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Nothing: before Python 3.12, the positions of the parts of an f-string are unknown."""

    def visit_Constant(self, node: ast.Constant) -> None:
        """Another constant of the same type."""
        start, end = self._span(node)
        text = neighbour(node.value, is_message=self._is_message)
        if text and b"\n" not in self._source[start:end]:
            self._add("constant", node, start, end, text)

    # -- edits

    def _all(self, nodes: Sequence[ast.AST]) -> None:
        for node in nodes:
            self.visit(node)

    def _condition(self, test: ast.expr) -> None:
        is_flipped = isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], FLIPPED)
        if not is_flipped and not isinstance(test, ast.BoolOp | ast.Constant):
            start, end = self._span(test)
            self._add("condition", test, start, end, b"not (" + self._source[start:end] + b")")

    def _operator(self, node: ast.AST, left: ast.expr, operator: ast.operator, right: ast.expr) -> None:
        if type(operator) in OPERATORS:
            old, new = OPERATORS[type(operator)]
            equals = b"=" if isinstance(node, ast.AugAssign) else b""
            self._between("operator", left, right, old + equals, new + equals)

    def _between(self, kind: str, left: ast.expr, right: ast.expr, old: bytes, new: bytes) -> None:
        """Replace `old` between two operands by `new`, unless there is a comment between them."""
        first, last = self._span(left)[1], self._span(right)[0]
        gap = self._source[first:last]
        at = first + gap.find(old)
        if at >= first and b"#" not in gap:
            self._add(kind, left, at, at + len(old), new)

    def _instead(self, kind: str, node: ast.stmt, text: bytes) -> None:
        """Replace a statement by one line; the lines after it keep their numbers."""
        start, end = self._span(node)
        self._add(kind, node, start, end, text + b"\n" * self._source[start:end].count(b"\n"))

    def _add(self, kind: str, node: ast.expr | ast.stmt, start: int, end: int, text: bytes) -> None:
        self.found.append(Edit(kind, node.lineno, start, end, text, self._function))

    def _span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        last = (node.end_lineno or node.lineno) - 1
        return self._starts[node.lineno - 1] + node.col_offset, self._starts[last] + (node.end_col_offset or 0)
