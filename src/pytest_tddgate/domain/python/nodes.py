"""The nodes of a syntax tree, found once for all who ask."""

from __future__ import annotations

import ast
from functools import lru_cache

__all__ = ["nodes_in"]


@lru_cache(maxsize=256)  # several questions in a row are about the same function or module
def nodes_in(tree: ast.AST) -> tuple[ast.AST, ...]:
    """The tree itself and all nodes below it, in the order of `ast.walk`; of a tree that nobody changes."""
    found = [tree]
    for node in found:
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, ast.AST):
                found.append(value)
            elif isinstance(value, list):
                found += [each for each in value if isinstance(each, ast.AST)]
    return tuple(found)
