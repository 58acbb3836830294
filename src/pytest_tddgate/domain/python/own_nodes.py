"""The syntax that belongs to a function itself, and not to a function or class nested in it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["own_nodes"]


def own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """The nodes below a function, in order, without nested functions, lambdas and classes."""
    for child in ast.iter_child_nodes(function):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield child
            yield from own_nodes(child)
