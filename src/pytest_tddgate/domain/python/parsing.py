"""Parses Python source without raising."""

from __future__ import annotations

import ast
from functools import lru_cache

__all__ = ["parse_or_empty", "parse_or_none"]


def parse_or_empty(source: bytes) -> ast.Module:
    """The syntax tree of a source, which must not be changed; an empty module if it cannot be parsed."""
    return parse_or_none(source) or ast.Module([], [])


@lru_cache(maxsize=512)  # several checks ask for the same file
def parse_or_none(source: bytes) -> ast.Module | None:
    """The syntax tree of a source, which must not be changed; None if it cannot be parsed."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return None
