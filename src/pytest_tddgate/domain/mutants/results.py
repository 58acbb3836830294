"""The built-in type that a function returns, as far as its source tells, and an unexpected value of that type."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.own_nodes import own_nodes

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["other_result"]

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_NUMBER, _WORD = 7919, "tddgate"
_OTHERS = {
    type(each).__name__: repr(each).encode()
    for each in (_WORD, _WORD.encode(), _NUMBER, _NUMBER + 0.5, [_NUMBER], (_NUMBER,), {_NUMBER}, {_NUMBER: _NUMBER})
}
"""Type name -> expression for a value of that type that no test expects."""
_CALLS = {
    **{name: name for name in _OTHERS}, "sorted": "list", "len": "int", "repr": "str", "join": "str", "format": "str",
    "strip": "str", "lower": "str", "upper": "str", "title": "str", "replace": "str", "decode": "str",
    "split": "list", "splitlines": "list", "encode": "bytes",
}  # fmt: skip
_DISPLAYS: dict[type[ast.AST], str] = {
    ast.JoinedStr: "str", ast.List: "list", ast.ListComp: "list", ast.Tuple: "tuple", ast.Set: "set",
    ast.SetComp: "set", ast.Dict: "dict", ast.DictComp: "dict",
}  # fmt: skip
_DEEPEST = 4


def other_result(function: _Function) -> bytes:
    """An expression for a value of the type that this function returns, which its tests can hardly expect.

    Empty if neither the annotation nor every `return` makes the type plain, or if it is not one of `_OTHERS`.
    """
    kind = function.returns.id if isinstance(function.returns, ast.Name) else ""
    if kind not in _OTHERS:
        own = list(own_nodes(function))
        if any(isinstance(each, ast.Yield | ast.YieldFrom) for each in own):
            return b""
        names = _assigned(own)
        kinds = {_kind(each.value, names) for each in own if isinstance(each, ast.Return)}
        kind = kinds.pop() if len(kinds) == 1 else ""
    return _OTHERS.get(kind, b"")


def _assigned(nodes: list[ast.AST]) -> dict[str, list[ast.expr]]:
    """Name -> the values that plain assignments give it."""
    found: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


def _kind(node: ast.expr | None, names: Mapping[str, list[ast.expr]], depth: int = _DEEPEST) -> str:
    """The name of an expression's type; `""` if it is unknown."""
    if depth == 0 or node is None:
        return ""
    match node:
        case ast.Constant(value=value):
            return type(value).__name__
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return _CALLS.get(name, "")
        case ast.BinOp(left=left, right=right):
            kinds = [_kind(left, names, depth - 1), _kind(right, names, depth - 1)]
        case ast.IfExp(body=body, orelse=orelse):
            kinds = [_kind(body, names, depth - 1), _kind(orelse, names, depth - 1)]
        case ast.Name(id=name):
            kinds = [_kind(each, names, depth - 1) for each in names.get(name, ())]
        case _:
            return _DISPLAYS.get(type(node), "")
    known = set(kinds) - {""}
    is_plain = len(known) == 1 and (isinstance(node, ast.BinOp) or "" not in kinds)
    return known.pop() if is_plain else ""
