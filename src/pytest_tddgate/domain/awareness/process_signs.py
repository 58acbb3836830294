"""Signs of the whole process: all classes that any module has made, and how many places hold an argument."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_tddgate.domain.awareness.looks import Looks

__all__ = ["process_sign"]

_EVERYBODYS = frozenset({"object", "type", "BaseException"})
"""Classes of which every module makes more; of `Exception` as well, but a name of an error is looked up there."""
_BASES = frozenset({"__base__", "__bases__", "__mro__", "mro"})


def process_sign(node: ast.expr, looks: Looks) -> str:
    """What an expression learns of the process as a whole; empty where it learns nothing."""
    calls = [each for each in ast.walk(node) if isinstance(each, ast.Call)]
    if any(_goes_through_all(each, looks) for each in calls):
        return "goes through every class that there is"
    if any(_counts_holders(each, looks) for each in calls):
        return "asks how many hold its argument"
    return ""


def _goes_through_all(call: ast.Call, looks: Looks) -> bool:
    """The subclasses of a class of everybody, by its method, or by a function of this module that asks for them."""
    match call:
        case ast.Call(func=ast.Attribute(value=owner, attr="__subclasses__")):
            return any(map(_is_everybodys, call.args or [owner]))
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=args):
            return name in looks.walkers and any(map(_is_everybodys, args))
    return False


def _is_everybodys(node: ast.expr) -> bool:
    """Whether it is such a class, by name or as a base of another."""
    if isinstance(node, ast.Name):
        return node.id in _EVERYBODYS
    return any(isinstance(each, ast.Attribute) and each.attr in _BASES for each in ast.walk(node))


def _counts_holders(call: ast.Call, looks: Looks) -> bool:
    """Whether they are counted for an argument: a pool counts them for objects of its own, to use these again."""
    if looks.dotted(call.func) != "sys.getrefcount" or len(call.args) != 1:
        return False
    counted = call.args[0]
    return isinstance(counted, ast.Name) and (counted.lineno, counted.col_offset) in looks.arguments
