"""Code that coverage excludes by default although it runs: coverage takes it for a stub, or for type checking only."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["excluded_places"]

_FLAG = "TYPE_CHECKING"
_TYPING = frozenset({"typing", "typing_extensions"})


def excluded_places(source: bytes) -> dict[int, int]:
    """Line -> column (in bytes) of each statement that makes coverage exclude code that runs.

    Coverage takes a function that begins with an ellipsis for a stub even if more follows, and a block below any
    `TYPE_CHECKING` for types, even if that name is not from `typing`. Empty for a file that cannot be parsed.
    """
    tree = parse_or_empty(source)
    flags = list(_conditions(tree)) if _has_own_flag(tree) else []
    return {each.lineno: each.col_offset for each in (*_ellipses(tree), *flags)}


def _ellipses(tree: ast.Module) -> Iterator[ast.stmt]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and len(node.body) > 1:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and first.value.value is ...:
                yield first


def _conditions(tree: ast.Module) -> Iterator[ast.stmt]:
    for node in ast.walk(tree):
        match node:
            case ast.If(test=ast.Name(id=name) | ast.Attribute(attr=name)) if name == _FLAG:
                yield node


def _has_own_flag(tree: ast.Module) -> bool:
    """Whether the file binds `TYPE_CHECKING` to something that can be true at run time."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets, value=value) if _FLAG in map(last_name, targets):
                pass
            case ast.AnnAssign(target=target, value=ast.expr() as value) if last_name(target) == _FLAG:
                pass
            case ast.ImportFrom(module=module, names=names) if any(_FLAG in {each.name, each.asname} for each in names):
                if module not in _TYPING:
                    return True
                continue
            case _:
                continue
        if not (isinstance(value, ast.Constant) and not value.value):
            return True
    return False
