"""Signs of the whole process: all classes that any module defines, and the number of references to an argument."""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_tddgate.domain.awareness.looks import Looks

__all__ = ["process_sign"]

_EVERYBODYS = frozenset({"object", "type", "BaseException"})
"""Classes that every module subclasses; not `Exception`, among whose subclasses code looks up an error by name."""
_NEAR = frozenset({"0", "1", "-2"})
"""Indexes of an `__mro__` at which the class itself and its own bases are."""
_BASES = frozenset({"__base__", "__bases__", "__mro__", "mro"})


def process_sign(node: ast.expr, looks: Looks) -> str:
    """What an expression learns about the process as a whole; empty if it learns nothing."""
    calls = [each for each in ast.walk(node) if isinstance(each, ast.Call)]
    if any(_goes_through_all(each, looks) for each in calls):
        return "goes through every class that there is"
    if any(_counts_holders(each, looks) for each in calls):
        return "asks how many hold its argument"
    return ""


def _goes_through_all(call: ast.Call, looks: Looks) -> bool:
    """Whether a call asks a class such as `object` for its subclasses, itself or by a function of this module."""
    match call:
        case ast.Call(func=ast.Attribute(value=owner, attr="__subclasses__")):
            return any(_is_everybodys(each, looks) for each in call.args or [owner])
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=args):
            return name in looks.walkers and any(_is_everybodys(each, looks) for each in args)
    return False


def _is_everybodys(node: ast.expr, looks: Looks) -> bool:
    """Whether a node is a class such as `object`: by name, as a base of a built-in class, or several bases up."""
    if isinstance(node, ast.Name):
        return node.id in _EVERYBODYS
    steps = [each for each in ast.walk(node) if isinstance(each, ast.Attribute) and each.attr in _BASES]
    return bool(steps) and (len(steps) > 1 or not _is_one_step(node) or _is_built_in(steps[0].value, looks))


def _is_one_step(node: ast.expr) -> bool:
    """Whether a node leads from a class to its direct base, and not to `object`, the last class of an `__mro__`."""
    match node:
        case ast.Attribute(attr="__base__") | ast.Subscript(value=ast.Attribute(attr="__bases__")):
            return True
        case ast.Subscript(value=ast.Attribute() | ast.Call(), slice=at):
            return ast.unparse(at) in _NEAR
    return False


def _is_built_in(node: ast.expr, looks: Looks) -> bool:
    """Whether a class is built in: by name, as that of a literal, or of a variable if the module defines no class."""
    match node:
        case ast.Call(func=ast.Name(id="type"), args=[value]) | ast.Attribute(attr="__class__", value=value):
            is_made = isinstance(value, ast.Call) and _is_built_in(value.func, looks)
            return (
                is_made
                or not isinstance(value, ast.Name | ast.Attribute | ast.Subscript | ast.Call)
                or not looks.has_classes
            )
        case ast.Name(id=name):
            return isinstance(getattr(builtins, name, None), type)
    return False


def _counts_holders(call: ast.Call, looks: Looks) -> bool:
    """Whether a call counts the references to an argument; a pool may count those to its own objects, to reuse them."""
    if looks.dotted(call.func) != "sys.getrefcount" or len(call.args) != 1:
        return False
    counted = call.args[0]
    return isinstance(counted, ast.Name) and (counted.lineno, counted.col_offset) in looks.arguments
