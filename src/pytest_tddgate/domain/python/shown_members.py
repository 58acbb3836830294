"""Attributes and method results of objects that a test creates and compares, such as `cart.count` or `cart.total()`."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

from pytest_tddgate.domain.python.dotted import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["ShownMember", "members_shown_in"]

_CLASS = re.compile(r"_*[A-Z]\w*")
_EQUAL = frozenset({"assertEqual", "assertIs", "assertAlmostEqual"})
_Made = dict[str, list[ast.Call]]


@dataclass(frozen=True, slots=True)
class ShownMember:
    """An attribute of an object, or the result of one of its methods, that a test compares for equality.

    `owner` is the class name without its module, `made` the calls that created the object. `node` is compared with
    `other`, and `access` is the attribute access in `node`. `given` are the methods that were called with arguments as
    statements of their own, and `__init__` if the object was created with arguments.
    """

    owner: str
    access: ast.Attribute
    node: ast.expr
    other: ast.expr
    made: tuple[ast.Call, ...]
    given: frozenset[str]


def members_shown_in(function: ast.AST) -> Iterator[ShownMember]:
    """Each such comparison in a test function; an object is a call of a class, or a name bound to such calls."""
    made = _made_in(function)
    given = list(_given_in(function))
    results = {name: value for each in ast.walk(function) for name, value in _bound(each)}
    for node in ast.walk(function):
        for side, other in _sides(node):
            compared = results.get(side.id, side) if isinstance(side, ast.Name) else side
            access = compared.func if isinstance(compared, ast.Call) else compared
            if not isinstance(access, ast.Attribute):
                continue
            calls = _objects(access.value, made)
            owners = {last_name(each.func) for each in calls}
            if len(owners) == 1:
                name = access.value.id if isinstance(access.value, ast.Name) else ""
                means = {method for owner, method in given if owner == name}
                means |= {"__init__" for each in calls if each.args or each.keywords}
                yield ShownMember(owners.pop(), access, compared, _exact(other), tuple(calls), frozenset(means))


def _made_in(function: ast.AST) -> _Made:
    """Name -> the class calls that it stands for, without names that also stand for anything else."""
    found: _Made = {}
    other: set[str] = set()
    for each in ast.walk(function):
        for name, value in _bound(each):
            found.setdefault(name, []).extend([value] if _is_made(value) else [])
            other |= set() if _is_made(value) else {name}
    return {name: calls for name, calls in found.items() if name not in other}


def _bound(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            yield name, value


def _objects(node: ast.expr, made: Mapping[str, list[ast.Call]]) -> list[ast.Call]:
    if isinstance(node, ast.Name):
        return made.get(node.id, [])
    return [node] if _is_made(node) else []


def _is_made(node: ast.expr) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and _CLASS.fullmatch(last_name(node.func)) is not None


def _given_in(function: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(function):
        match node:
            case ast.Expr(
                value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method), args=args, keywords=words)
            ) if args or words:
                yield name, method


def _sides(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    match node:
        case ast.Compare(left=left, ops=[ast.Eq() | ast.Is()], comparators=[right]):
            yield from ((left, right), (right, left))
        case ast.Call(func=ast.Attribute(attr=name), args=[left, right, *_]) if name in _EQUAL:
            yield from ((left, right), (right, left))


def _exact(node: ast.expr) -> ast.expr:
    """The value inside `approx(...)`; any other node itself."""
    match node:
        case ast.Call(args=[value, *_]) if last_name(node.func) == "approx":
            return value
    return node
