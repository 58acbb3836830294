"""Whether code changes a tool that runs tests, which may then report whatever the code wants."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["changed_tool", "is_about_tests"]

_TESTERS = re.compile(r"_?(?:pytest|unittest|nose2?|xdist|coverage|pytester|pluggy|hypothesis|doctest)(?:[._].*)?")
_CHANGING = frozenset({"setattr", "delattr", "object.__setattr__", "type.__setattr__", "builtins.setattr"})


def is_about_tests(module: str) -> bool:
    """Whether a dotted module name is that of a tool that runs tests."""
    return _TESTERS.fullmatch(module) is not None


def changed_tool(node: ast.AST, imported: Callable[[ast.AST], str]) -> str:
    """The dotted name of what a node changes in such a tool; empty if it changes nothing there.

    `imported` returns the full name of what an expression reaches through an import, empty for anything else.
    """
    return next((name for each in _changed(node) if is_about_tests(name := imported(each))), "")


def _changed(node: ast.AST) -> Iterator[ast.expr]:
    """Each object of which a node sets, replaces or deletes an attribute or entry."""
    match node:
        case ast.Attribute(value=owner, ctx=ast.Store() | ast.Del()):
            yield owner
        case ast.Subscript(value=owner, ctx=ast.Store() | ast.Del()):
            yield _holder(owner)
        case ast.Call(func=ast.Name() | ast.Attribute() as func, args=[owner, *_]) if ast.unparse(func) in _CHANGING:
            yield owner


def _holder(namespace: ast.expr) -> ast.expr:
    """The object that owns a namespace: `x` for `vars(x)` and `x.__dict__`; any other expression is its own."""
    match namespace:
        case ast.Call(func=ast.Name(id="vars"), args=[owner]) | ast.Attribute(value=owner, attr="__dict__"):
            return owner
    return namespace
