"""The syntax of a Python source, whatever it holds."""

from __future__ import annotations

import ast

__all__ = ["parsed"]


def parsed(source: bytes) -> ast.Module:
    """The syntax; that of an empty module for what cannot be parsed."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return ast.Module([], [])
