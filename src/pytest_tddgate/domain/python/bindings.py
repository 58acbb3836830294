"""What the names of a module stand for: its imports, and the names that it binds."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["bound_names", "dotted_name", "imported_names", "is_bound"]


def imported_names(tree: ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.Try) -> dict[str, str]:
    """Name -> dotted name, for absolute imports directly in this body, not in a statement nested in it."""
    found: dict[str, str] = {}
    for statement in tree.body:
        match statement:
            case ast.Import(names=names):
                tops = {each.name.partition(".")[0] for each in names if not each.asname}
                found |= {top: top for top in tops} | {each.asname: each.name for each in names if each.asname}
            case ast.ImportFrom(module=str(module), names=names, level=0):
                found |= {each.asname or each.name: f"{module}.{each.name}" for each in names}
    return found


def bound_names(tree: ast.AST) -> Iterator[str]:
    """The names that this tree binds or deletes, once for each binding; methods and other members are left out."""
    nodes = list(ast.walk(tree))
    members = {each for node in nodes if isinstance(node, ast.ClassDef) for each in node.body}
    for node in nodes:
        match node:
            case ast.Name(id=name) if is_bound(node):
                yield name
            case ast.alias(name=name, asname=other):
                yield other or name.partition(".")[0]
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                if node not in members:
                    yield name
            case (
                ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
                | ast.MatchMapping(rest=str(name))
            ):
                yield name


def is_bound(name: ast.Name) -> bool:
    """Whether the name is assigned or deleted here."""
    return isinstance(name.ctx, ast.Store | ast.Del)


def dotted_name(expression: ast.expr, imported: Mapping[str, str]) -> str | None:
    """The dotted name of the imported thing that an expression refers to; None if it refers to no import."""
    match expression:
        case ast.Name(id=name):
            return imported.get(name)
        case ast.Attribute(value=value, attr=name):
            owner = dotted_name(value, imported)
            return owner and f"{owner}.{name}"
    return None
