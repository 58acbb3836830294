"""Whether code changes a tool that runs tests: the tool then says in every test what it was told to say."""

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
    """The dotted name of what a node changes in such a tool, empty where it changes nothing there.

    `imported` says the full name of what an expression reaches through an import, empty for anything else.
    """
    return next((name for each in _changed(node) if is_about_tests(name := imported(each))), "")


def _changed(node: ast.AST) -> Iterator[ast.expr]:
    """Each object of which the node sets, replaces or deletes an attribute or an entry."""
    match node:
        case ast.Attribute(value=owner, ctx=ast.Store() | ast.Del()):
            yield owner
        case ast.Subscript(value=owner, ctx=ast.Store() | ast.Del()):
            yield _holder(owner)
        case ast.Call(func=ast.Name() | ast.Attribute() as func, args=[owner, *_]) if ast.unparse(func) in _CHANGING:
            yield owner


def _holder(namespace: ast.expr) -> ast.expr:
    """What the namespace belongs to of which an entry is set: `x` of `vars(x)` and of `x.__dict__`, else itself."""
    match namespace:
        case ast.Call(func=ast.Name(id="vars"), args=[owner]) | ast.Attribute(value=owner, attr="__dict__"):
            return owner
    return namespace
