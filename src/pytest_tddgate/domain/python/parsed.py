"""The syntax of a Python source, whatever it holds."""

from __future__ import annotations

import ast
from functools import lru_cache

__all__ = ["maybe_parsed", "parsed"]


def parsed(source: bytes) -> ast.Module:
    """The syntax, which nobody changes; that of an empty module for what cannot be parsed."""
    return maybe_parsed(source) or ast.Module([], [])


@lru_cache(maxsize=512)  # several checks ask for the same file
def maybe_parsed(source: bytes) -> ast.Module | None:
    """The syntax, which nobody changes; None for what cannot be parsed."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return None
