"""Finds a function of a test module by its name, in the source."""

from __future__ import annotations

import ast

__all__ = ["function_in", "name_called"]


def function_in(source: bytes, name: str) -> ast.AST | None:
    """The function or class `name` (qualified with `::`), the last of that name; None if there is none."""
    try:
        found: ast.AST = ast.parse(source)
    except (SyntaxError, ValueError):
        return None
    for part in name.split("::"):
        inner = [each for each in getattr(found, "body", ()) if getattr(each, "name", "") == part]
        if not inner:
            return None
        found = inner[-1]
    return found


def name_called(call: ast.Call) -> str:
    """The last part of the called name; empty if it has none."""
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""
