"""Parses Python source without raising."""

from __future__ import annotations

import ast

__all__ = ["parsed"]


def parsed(source: bytes) -> ast.Module:
    """The syntax tree of a source; an empty module if it cannot be parsed."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return ast.Module([], [])
