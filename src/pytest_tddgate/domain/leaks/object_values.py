"""Reads objects that an expression makes as the values they are made of: `Point(4, 19)` as `(4, 19)`."""

from __future__ import annotations

import ast
import copy
import re
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pytest_tddgate.domain.python.folding import maybe_folded
from pytest_tddgate.domain.python.nodes import nodes_in

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
    """The syntax tree, with each object replaced by a tuple of its arguments, or by its only argument.

    The node itself if it makes no objects. Anything with a name like a class counts as a class.
    """
    if not any(_is_object(each) for each in nodes_in(node)):
        return node
    return cast("_Node", _replaced(node))


def _is_object(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args, keywords=words) if args or words:
            return name in _CLASSES_IN_LOWERCASE or _CLASS.fullmatch(name) is not None
    return False


def _replaced(node: ast.AST) -> ast.AST:
    """The node itself where no object is made in it, so that it may be shared."""
    changed = {name: new for name, value in ast.iter_fields(node) if (new := _inside(value)) is not value}
    if changed:
        node = copy.copy(node)
        vars(node).update(changed)
    if not isinstance(node, ast.Call) or not _is_object(node):
        return node
    held = [*node.args, *(each.value for each in node.keywords)]
    return held[0] if len(held) == 1 else ast.copy_location(ast.Tuple(held, ast.Load()), node)


def _inside(value: Any) -> Any:
    if isinstance(value, list):
        found = [_inside(each) for each in value]
        return found if any(one is not other for one, other in zip(found, value, strict=True)) else value
    return _replaced(value) if isinstance(value, ast.AST) else value
