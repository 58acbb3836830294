"""Names as an expression writes them: the first of `a.b.c`, the last, and the whole."""

from __future__ import annotations

import ast

__all__ = ["called_name", "dotted", "first_name", "last_name"]


def first_name(node: ast.AST) -> str:
    """`a` of `a.b.c`; empty for anything more than a chain of attributes."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def last_name(node: ast.AST) -> str:
    """`c` of `c` and of `anything.c`; empty for anything else."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def called_name(node: ast.AST) -> str:
    """The last name of a call or reference (`raises` for `pytest.raises(...)`); empty for anything else."""
    return called_name(node.func) if isinstance(node, ast.Call) else last_name(node)


def dotted(node: ast.AST) -> str:
    """`a.b.c` as text; empty for anything but a chain of attributes."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=owner, attr=name) if inner := dotted(owner):
            return f"{inner}.{name}"
    return ""
