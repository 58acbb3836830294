"""Reads objects that an expression makes as the values they are made of: `Point(4, 19)` as `(4, 19)`."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any, TypeVar

from pytest_tddgate.domain.python.folding import maybe_folded

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["values_of", "without_objects"]

_CLASS = re.compile(r"_*[A-Z]\w*[a-z]\w*")
_CLASSES_IN_LOWERCASE = frozenset({"date", "datetime", "time", "timedelta"})
_Node = TypeVar("_Node", bound=ast.AST)


def values_of(node: ast.expr | None, names: Mapping[str, Any]) -> tuple[Any, ...]:
    """Like `maybe_folded`, with the values that an object is made of in its place."""
    return maybe_folded(None if node is None else without_objects(node), names)


def without_objects(node: _Node) -> _Node:
    """A copy of the syntax tree in which each object is replaced by a tuple of its arguments, or by its only argument.

    The node itself if it makes no objects. Anything with a name like a class counts as a class.
    """
    if not any(_is_object(each) for each in ast.walk(node)):
        return node
    found: _Node = _Replaced().visit(_copied(node))
    return found


def _is_object(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args, keywords=words) if args or words:
            return name in _CLASSES_IN_LOWERCASE or _CLASS.fullmatch(name) is not None
    return False


def _copied(node: ast.AST) -> ast.AST:
    """A copy of the syntax tree, so that the original does not change; constants are shared."""
    names = [name for name in (*node._fields, "lineno", "col_offset") if hasattr(node, name)]
    return type(node)(**{name: _inside(getattr(node, name)) for name in names})


def _inside(value: Any) -> Any:
    if isinstance(value, list):
        return [_inside(each) for each in value]
    return _copied(value) if isinstance(value, ast.AST) else value


class _Replaced(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if not _is_object(node):
            return node
        held = [*node.args, *(each.value for each in node.keywords)]
        return held[0] if len(held) == 1 else ast.copy_location(ast.Tuple(held, ast.Load()), node)
