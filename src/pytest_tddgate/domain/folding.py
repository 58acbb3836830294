"""The value of an expression that is built from literals alone, without running any of the project's code."""

from __future__ import annotations

import ast
import operator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["NotConstant", "folded", "is_rare", "literals_in"]

_OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Mod: operator.mod,
    ast.FloorDiv: operator.floordiv,
    ast.Div: operator.truediv,
    ast.BitOr: operator.or_,
}
_CONVERSIONS: dict[str, Callable[..., Any]] = {
    each.__name__: each for each in (list, tuple, set, frozenset, dict, str, int, float, bool, bytes, sorted)
}
_METHODS = frozenset({"join", "split", "upper", "lower", "strip", "encode", "decode"})
_LARGEST = 10_000  # characters or elements: `"a" * 10**9` must not be computed
_FREE = (None, True, False, 0, 1, -1)


class NotConstant(Exception):
    """The expression holds something else than literals."""


def folded(node: ast.expr, names: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever the literals make
    """The value of an expression; `names` are local names with known values. Raises NotConstant for any other."""
    try:
        return _value(node, names)
    except NotConstant:
        raise
    except Exception as problem:
        raise NotConstant from problem


def literals_in(tree: ast.AST) -> Iterator[tuple[Any, int]]:
    """Each value that some expression below is built to from literals alone, with its line; the widest come first."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.expr):
            try:
                yield folded(child, {}), child.lineno
            except NotConstant:
                yield from literals_in(child)
        else:
            yield from literals_in(child)


def is_rare(value: Any) -> bool:  # noqa: ANN401 - ditto
    """Whether a value is no everyday one: `None`, truth values, 0 and 1, and whatever is empty are everybody's."""
    if isinstance(value, str | bytes | list | tuple | set | frozenset | dict):
        return len(value) > 1 or (len(value) == 1 and not isinstance(value, str | bytes))
    return not any(value is free or (type(value) is type(free) and value == free) for free in _FREE)


def _value(node: ast.expr, names: Mapping[str, Any]) -> Any:  # noqa: ANN401, C901, PLR0911 - one case a kind
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.List(elts=elements):
            return [_value(each, names) for each in elements]
        case ast.Tuple(elts=elements):
            return tuple(_value(each, names) for each in elements)
        case ast.Set(elts=elements):
            return {_value(each, names) for each in elements}
        case ast.Dict(keys=keys, values=values) if None not in keys:
            pairs = zip(keys, values, strict=True)
            return {_value(key, names): _value(value, names) for key, value in pairs if key is not None}
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, names)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _OPERATORS:
            return _combined(sign, _value(left, names), _value(right, names))
        case ast.JoinedStr(values=parts) if all(isinstance(each, ast.Constant) for each in parts):
            return "".join(str(_value(each, names)) for each in parts)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _CONVERSIONS:
            return _CONVERSIONS[name](*(_value(each, names) for each in args))
        case ast.Call(func=ast.Attribute(value=owner, attr=method), args=args, keywords=[]) if method in _METHODS:
            return getattr(_value(owner, names), method)(*(_value(each, names) for each in args))
        case _:
            raise NotConstant


def _combined(sign: ast.operator, left: Any, right: Any) -> Any:  # noqa: ANN401 - ditto
    sizes = [len(each) if hasattr(each, "__len__") else 1 for each in (left, right)]
    counts = [each for each in (left, right) if isinstance(each, int)]
    is_huge = isinstance(sign, ast.Mult) and max(sizes) * max([1, *counts]) > _LARGEST
    is_formatting = isinstance(sign, ast.Mod) and isinstance(left, str | bytes)
    if is_huge or is_formatting:
        raise NotConstant
    return _OPERATORS[type(sign)](left, right)
