"""Tables that are neither literals nor branches: attributes of a class, and columns that are assigned one by one."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.groups import Group
from pytest_tddgate.domain.leaks.object_values import values_of, without_objects
from pytest_tddgate.domain.leaks.rows import WIDEST
from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.python.folding import constants_of
from pytest_tddgate.domain.python.nodes import nodes_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["other_tables"]

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_ROWS = 2


def other_tables(tree: ast.Module) -> Iterator[Group]:
    """The groups of a module for tables that `groups_in` does not find.

    Attributes count if the class is used for look-ups. If a name mentions bisection, columns of whole numbers are also
    read with 1 added or subtracted: a threshold may lie next to the tested number.
    """
    names = constants_of(without_objects(tree))
    bisects = any(re.search("bisect|searchsorted", last_name(node)) for node in nodes_in(tree))
    looked_up = {name for node in nodes_in(tree) for name in _looked_up(node)}
    for scope in nodes_in(tree):
        if isinstance(scope, ast.ClassDef) and scope.name in looked_up:
            yield _members(scope, names)
        if isinstance(scope, ast.Module | ast.ClassDef | _Function):
            yield from _by_columns(scope, names, bisects=bisects)


def _looked_up(node: ast.AST) -> list[str]:
    """The names that a node calls, indexes, iterates over, passes to a call, or reads a private attribute of."""
    match node:
        case ast.Call(func=func, args=args):
            used = [func, *(args if last_name(func) not in {"isinstance", "issubclass"} else ())]
        case ast.Subscript(value=owner) | ast.For(iter=owner) | ast.comprehension(iter=owner):
            used = [owner]
        case ast.Attribute(value=owner, attr=name) if name.startswith("_"):
            used = [owner]
        case _:
            return []
    return [each.id for each in used if isinstance(each, ast.Name)]


def _members(scope: ast.ClassDef, names: Mapping[str, Any]) -> Group:
    """A row for each attribute of a class that is bound to a constant: its name and the constant."""
    group = Group()
    for each in scope.body:
        for name, value in _bound(each):
            group.add([name, *values_of(value, names)], each.lineno)
    return group


def _bound(statement: ast.stmt) -> list[tuple[str, ast.expr]]:
    match statement:
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=value)
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
        ):
            return [(name, value)]
    return []


def _by_columns(
    scope: ast.Module | ast.ClassDef | _Function, names: Mapping[str, Any], *, bisects: bool
) -> Iterator[Group]:
    """The tables whose columns are lists of equal length that the statements of a scope bind."""
    lengths: defaultdict[int, list[tuple[Sequence[Any], int]]] = defaultdict(list)
    for each in scope.body:
        for _, node in _bound(each):
            for value in values_of(node, names):
                if isinstance(value, list | tuple) and len(value) >= _ROWS:
                    lengths[len(value)].append((value, node.lineno))
    for columns in lengths.values():
        if 1 < len(columns) <= WIDEST:
            line = columns[-1][1]
            values = [column for column, _ in columns]
            yield _rows(values, line)
            for step in (-1, 1) if bisects else ():
                yield _rows([_moved(column, step) for column in values], line)


def _rows(columns: list[Sequence[Any]], line: int) -> Group:
    return Group.of((cells, line) for cells in zip(*columns, strict=True))


def _moved(column: Sequence[Any], step: int) -> Sequence[Any]:
    return [each + step for each in column] if all(type(each) is int for each in column) else column
