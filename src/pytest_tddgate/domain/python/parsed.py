"""Parses Python source without raising."""

from __future__ import annotations

import ast
from functools import lru_cache

__all__ = ["maybe_parsed", "parsed"]


def parsed(source: bytes) -> ast.Module:
    """The syntax tree of a source, which must not be changed; an empty module if it cannot be parsed."""
    return maybe_parsed(source) or ast.Module([], [])


@lru_cache(maxsize=512)  # several checks ask for the same file
def maybe_parsed(source: bytes) -> ast.Module | None:
    """The syntax tree of a source, which must not be changed; None if it cannot be parsed."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return None
