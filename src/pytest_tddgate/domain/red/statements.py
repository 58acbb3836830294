"""What single statements do to names and to the control flow of a function."""

from __future__ import annotations

import ast

from pytest_tddgate.domain.red.mention import Function, root_name
from pytest_tddgate.domain.red.scope import statements_of, target_names

__all__ = [
    "captured",
    "element_of",
    "first_line",
    "is_expecting",
    "may_leave",
    "parameters",
    "read_by",
    "shared_names",
    "targets",
    "writes_through",
]

_EXPECTING = ("raises", "warns", "assertRaises", "assertRaisesRegex", "assertWarns", "assertWarnsRegex", "suppress")
_LEAVING = (ast.Return, ast.Break, ast.Continue)


def read_by(node: ast.stmt) -> list[ast.AST]:
    """What the statement reads, including the old value in `x += 1`."""
    if isinstance(node, ast.AugAssign):
        return [node, ast.Name(root_name(node.target), ast.Load())]
    return [node]


def shared_names(function: Function) -> frozenset[str]:
    """The names that the function, or one nested in it, declares global or nonlocal."""
    declared = (node for node in ast.walk(function) if isinstance(node, ast.Nonlocal | ast.Global))
    return frozenset(name for node in declared for name in node.names)


def targets(node: ast.stmt) -> tuple[list[str], list[str]]:
    """The names that the statement binds anew, and the names that it writes through or adds to."""
    names = list(target_names(node))
    if isinstance(node, ast.AugAssign):
        return [], names
    through = {root_name(part) for part in ast.walk(node) if _is_write_through(part)}
    return [name for name in names if name not in through], sorted(through)


def writes_through(node: ast.AST, name: str) -> bool:
    """Whether anything in the node writes to an attribute or item of this name."""
    return any(_is_write_through(each) and root_name(each) == name for each in ast.walk(node))


def _is_write_through(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load)


def element_of(iterable: ast.expr) -> ast.expr:
    """The expression that decides whether a loop variable holds a value that can change."""
    if isinstance(iterable, ast.List | ast.Set):
        return ast.Tuple(iterable.elts, ast.Load())
    return iterable


def may_leave(node: ast.stmt) -> bool:
    """Whether this statement may keep the following ones from running."""
    leaving = (ast.Return,) if isinstance(node, ast.For | ast.AsyncFor | ast.While) else _LEAVING
    return any(isinstance(each, leaving) for each in statements_of([node]))


def is_expecting(node: ast.expr) -> bool:
    """Whether a context manager catches an exception from its block (`pytest.raises`, `self.assertRaises`)."""
    func = node.func if isinstance(node, ast.Call) else node
    return (func.attr if isinstance(func, ast.Attribute) else root_name(func)) in _EXPECTING


def captured(pattern: ast.AST) -> str | None:
    """The name that a part of a match pattern binds."""
    match pattern:
        case ast.MatchAs(name=name) | ast.MatchStar(name=name) | ast.MatchMapping(rest=name):
            return name
    return None


def parameters(node: Function) -> frozenset[str]:
    """All parameters of the function, however they are passed."""
    return frozenset(part.arg for part in ast.walk(node.args) if isinstance(part, ast.arg))


def first_line(node: ast.stmt | ast.ExceptHandler) -> int:
    """The first line of a node, its decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])
