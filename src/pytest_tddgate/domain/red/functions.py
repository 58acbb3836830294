"""Finds a function of a test module by its name, in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    import ast

__all__ = ["function_in"]


def function_in(source: bytes, name: str) -> ast.AST | None:
    """The function or class `name` (qualified with `::`), the last of that name; None if there is none."""
    found: ast.AST = parse_or_empty(source)
    for part in name.split("::"):
        inner = [each for each in getattr(found, "body", ()) if getattr(each, "name", "") == part]
        if not inner:
            return None
        found = inner[-1]
    return found
