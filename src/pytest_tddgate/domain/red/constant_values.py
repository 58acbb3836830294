"""Values and failures that are fixed when a test is written, whatever code runs."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.red.unsatisfiable import is_unsatisfiable

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["PURE_BUILTINS", "is_explicit_failure", "is_failing_call", "is_immutable"]

PURE_BUILTINS = frozenset(
    [
        "abs",
        "ascii",
        "bin",
        "bool",
        "bytes",
        "chr",
        "complex",
        "divmod",
        "float",
        "format",
        "frozenset",
        "hash",
        "hex",
        "int",
        "isinstance",
        "issubclass",
        "len",
        "max",
        "min",
        "oct",
        "ord",
        "pow",
        "range",
        "repr",
        "round",
        "str",
        "sum",
        "tuple",
    ]
)


def is_failing_call(node: ast.Call) -> bool:
    """Whether a call is `pytest.fail(...)`, `fail(...)` or `self.fail(...)`."""
    match node.func:
        case ast.Name(id="fail") | ast.Attribute(value=ast.Name(id="pytest" | "self" | "cls"), attr="fail"):
            return True
    return False


def is_explicit_failure(node: ast.stmt) -> bool:
    """Whether the statement is a `raise`, `pytest.fail(...)`, `self.fail(...)` or an unsatisfiable assertion."""
    match node:
        case ast.Raise():
            return True
        case ast.Expr(value=ast.Call() as call):
            return is_failing_call(call)
        case ast.Assert(test=test):
            return _is_constant_false(test) or is_unsatisfiable(test)
    return False


def _is_constant_false(node: ast.expr) -> bool:
    try:
        return not ast.literal_eval(node)
    except (ValueError, TypeError):
        return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) and _is_constant_true(node.operand)


def _is_constant_true(node: ast.expr) -> bool:
    try:
        return bool(ast.literal_eval(node))
    except (ValueError, TypeError):
        return False


def is_immutable(node: ast.AST, mutable: Collection[str]) -> bool:
    """Whether the value cannot change later: constants, and expressions of them and of names not in `mutable`."""
    match node:
        case ast.Constant() | ast.operator() | ast.unaryop() | ast.cmpop() | ast.boolop() | ast.expr_context():
            return True
        case ast.Name(id=name):
            return name not in mutable
        case ast.Call(func=func, args=args, keywords=keywords) if _is_pure(func):
            return all(is_immutable(each, mutable) for each in [*args, *(word.value for word in keywords)])
        case ast.Tuple() | ast.UnaryOp() | ast.BinOp() | ast.BoolOp() | ast.Compare() | ast.JoinedStr():
            return all(is_immutable(each, mutable) for each in ast.iter_child_nodes(node))
        case ast.FormattedValue() | ast.IfExp() | ast.Subscript() | ast.Slice() | ast.Starred():
            return all(is_immutable(each, mutable) for each in ast.iter_child_nodes(node))
    return False


def _is_pure(func: ast.expr) -> bool:
    match func:
        case ast.Name(id=name):
            return name in PURE_BUILTINS
        case ast.Attribute(value=ast.Constant()):
            return True
    return False
