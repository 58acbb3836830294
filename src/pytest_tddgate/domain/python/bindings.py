"""What a module's names stand for: what it imports, and what it binds itself."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["bound_names", "dotted_name", "imported_names", "is_bound"]


def imported_names(tree: ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.Try) -> dict[str, str]:
    """The dotted name of what each name stands for that the body imports by itself, and not in a statement within."""
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
    """Each name as often as it is bound somewhere in this tree."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) if is_bound(node):
                yield name
            case ast.alias(name=name, asname=other):
                yield other or name.partition(".")[0]


def is_bound(name: ast.Name) -> bool:
    """Whether the name is given a value here, or taken away."""
    return isinstance(name.ctx, ast.Store | ast.Del)


def dotted_name(expression: ast.expr, imported: Mapping[str, str]) -> str | None:
    """The dotted name under which what this names was imported, if it was."""
    match expression:
        case ast.Name(id=name):
            return imported.get(name)
        case ast.Attribute(value=value, attr=name):
            owner = dotted_name(value, imported)
            return owner and f"{owner}.{name}"
    return None
