"""The values of expressions that are built only from literals, computed without running any of the project's code."""

from __future__ import annotations

import ast
import operator
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeGuard

from pytest_tddgate.domain.python.conversions import (
    FUNCTIONS,
    LARGEST,
    METHODS,
    NotConstant,
    bounded,
    decoded,
    method_value,
)
from pytest_tddgate.domain.python.nodes import nodes_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["NotConstant", "constants_of", "folded", "is_number", "is_rare", "literals_in", "maybe_folded"]

_OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Mod: operator.mod,
    ast.FloorDiv: operator.floordiv,
    ast.Div: operator.truediv,
    ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
    ast.BitXor: operator.xor,
    ast.RShift: operator.rshift,
    ast.LShift: operator.lshift,
    ast.Pow: operator.pow,
}
_SIGNS: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Invert: operator.invert,
    ast.Not: operator.not_,
}
_BITS = 64
_FREE = (None, True, False, 0, 1, -1)


def folded(node: ast.expr, names: Mapping[str, Any]) -> Any:
    """The value of a constant expression; `names` have known values. Raises NotConstant for other expressions."""
    try:
        return _value(node, names)
    except NotConstant:
        raise
    except Exception as problem:
        raise NotConstant from problem


def maybe_folded(node: ast.expr | None, names: Mapping[str, Any]) -> tuple[Any, ...]:
    """The value as a tuple with one element; an empty tuple if the expression is not constant."""
    try:
        return () if node is None else (folded(node, names),)
    except NotConstant:
        return ()


def constants_of(tree: ast.AST, known: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Name -> value, for `known` and for each name below a node that is bound once, to a value built from literals."""
    stores = Counter(name for node in nodes_in(tree) for name in _bound_by(node))
    names = dict(known or {})
    for node in nodes_in(tree):
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ) if stores[name] == 1:
                names.update((name, found) for found in maybe_folded(value, names))
    return names


def _bound_by(node: ast.AST) -> tuple[str, ...]:
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
            return (name,)
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            return tuple(names)
    return ()


def literals_in(tree: ast.AST) -> Iterator[tuple[Any, int]]:
    """(Value, line) of each outermost expression below a node that is built only from literals."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.expr):
            try:
                yield folded(child, {}), child.lineno
            except NotConstant:
                yield from literals_in(child)
        else:
            yield from literals_in(child)


def is_rare(value: Any) -> bool:
    """Whether a value is distinctive: not None, a truth value, 0, 1, -1, an empty value or a single character."""
    if isinstance(value, str | bytes | list | tuple | set | frozenset | dict):
        return len(value) > 1 or (len(value) == 1 and not isinstance(value, str | bytes))
    return not any(value is free or (type(value) is type(free) and value == free) for free in _FREE)


def is_number(value: Any) -> TypeGuard[float]:
    """Whether a value is an int or float, and not a bool."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _value(node: ast.expr, names: Mapping[str, Any]) -> Any:  # noqa: C901, PLR0911, PLR0912 - one case per kind
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.List(elts=elements):
            return _elements(elements, names)
        case ast.Tuple(elts=elements):
            return tuple(_elements(elements, names))
        case ast.Set(elts=elements):
            return set(_elements(elements, names))
        case ast.Dict(keys=keys, values=values) if None not in keys:
            pairs = zip(keys, values, strict=True)
            return {_value(key, names): _value(value, names) for key, value in pairs if key is not None}
        case ast.UnaryOp(op=sign, operand=operand):
            return _SIGNS[type(sign)](_value(operand, names))
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _OPERATORS:
            return _combined(sign, _value(left, names), _value(right, names))
        case ast.JoinedStr(values=parts):
            return "".join(_formatted(each, names) for each in parts)
        case ast.NamedExpr(value=value):
            return _value(value, names)
        case ast.Subscript(value=owner, slice=index):
            return _value(owner, names)[_index(index, names)]
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
            return _comprehended(node, names)
        case ast.Call():
            return _called(node, names)
        case _:
            raise NotConstant


def _elements(nodes: list[ast.expr], names: Mapping[str, Any]) -> list[Any]:
    found: list[Any] = []
    for node in nodes:
        if isinstance(node, ast.Starred):
            found += _value(node.value, names)
        else:
            found.append(_value(node, names))
    return found


def _formatted(node: ast.expr, names: Mapping[str, Any]) -> str:
    if isinstance(node, ast.FormattedValue):
        spec = _value(node.format_spec, names) if node.format_spec else ""
        if re.search(r"\d{4}", spec):
            raise NotConstant
        return format(_value(node.value, names), spec)
    return str(_value(node, names))


def _index(node: ast.expr, names: Mapping[str, Any]) -> Any:
    if isinstance(node, ast.Slice):
        return slice(*(None if each is None else _value(each, names) for each in (node.lower, node.upper, node.step)))
    return _value(node, names)


def _comprehended(node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, names: Mapping[str, Any]) -> Any:
    if len(node.generators) != 1:
        raise NotConstant
    (loop,) = node.generators
    rows = list(_value(loop.iter, names))[:LARGEST]
    scopes = [{**names, **_bound(loop.target, row)} for row in rows]
    kept = [each for each in scopes if all(_value(condition, each) for condition in loop.ifs)]
    if isinstance(node, ast.DictComp):
        return {_value(node.key, each): _value(node.value, each) for each in kept}
    found = [_value(node.elt, each) for each in kept]
    return set(found) if isinstance(node, ast.SetComp) else found


def _bound(target: ast.expr, value: Any) -> dict[str, Any]:
    match target:
        case ast.Name(id=name):
            return {name: value}
        case ast.Tuple(elts=elements):
            bound: dict[str, Any] = {}
            for part, inner in zip(elements, value, strict=True):
                bound |= _bound(part, inner)
            return bound
        case _:
            raise NotConstant


def _called(node: ast.Call, names: Mapping[str, Any]) -> Any:
    words = {each.arg: _value(each.value, names) for each in node.keywords if each.arg}
    if len(words) != len(node.keywords):
        raise NotConstant
    match node:
        case ast.Call(func=ast.Name(id="map"), args=[ast.Name(id=name), rows]) if name in FUNCTIONS:
            return [FUNCTIONS[name](each) for each in _value(rows, names)]
        case ast.Call(func=ast.Name(id="eval"), args=[text]):
            return _value(ast.parse(_value(text, names).strip(), mode="eval").body, {})
        case ast.Call(func=ast.Attribute(value=ast.Name(id="codecs"), attr="decode"), args=args):
            return decoded(*_elements(args, names), **words)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args) if name in FUNCTIONS:
            return bounded(FUNCTIONS[name](*_elements(args, names), **words))
        case ast.Call(func=ast.Attribute(value=owner, attr=method), args=args) if method in METHODS:
            return bounded(method_value(_value(owner, names), method, _elements(args, names), words))
        case _:
            raise NotConstant


def _combined(sign: ast.operator, left: Any, right: Any) -> Any:
    sizes = [len(each) if hasattr(each, "__len__") else 1 for each in (left, right)]
    counts = [each for each in (left, right) if isinstance(each, int)]
    is_growing = isinstance(sign, ast.Mult) and max(sizes) > 1 and max(sizes) * max([1, *counts]) > LARGEST
    is_huge = isinstance(sign, ast.Pow | ast.LShift) and (abs(right) > _BITS or abs(left) > 1 << _BITS)
    is_wide = isinstance(sign, ast.Mod) and isinstance(left, str | bytes) and re.search(r"\d{4}", str(left))
    if is_growing or is_huge or is_wide:
        raise NotConstant
    return bounded(_OPERATORS[type(sign)](left, right))
