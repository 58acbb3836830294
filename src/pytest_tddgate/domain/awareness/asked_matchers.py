"""Classes whose objects the tests require to equal several values: matchers, like `mock.ANY`."""

from __future__ import annotations

import ast
from collections import defaultdict
from typing import TYPE_CHECKING

from pytest_tddgate.domain.leaks.parameters import parameter_rows
from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.python.folding import constants_of, maybe_folded
from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["matchers_asked_for"]

_FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
_EQUAL = frozenset({"assertEqual", "assertEquals"})


def matchers_asked_for(tests: Mapping[str, bytes], source: bytes) -> frozenset[str]:
    """The classes of a module of which the tests assert that the same object equals different values.

    The object is made in the comparison, from constants or nothing, or the module has bound it to a name. No value that
    is computed from its arguments equals both.
    """
    tree = parse_or_empty(source)
    classes = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    makers = {name: name for name in classes} | dict(_instances(tree, classes))
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for path, data in tests.items():
        tree = parse_or_empty(data) if path.endswith(".py") else ast.Module([], [])
        for maker, text, value in _compared(tree, makers):
            found[makers[maker], text].add(value)
    return frozenset(name for (name, _), values in found.items() if len(values) > 1)


def _instances(tree: ast.Module, classes: set[str]) -> Iterator[tuple[str, str]]:
    """Each name that the module binds to an object of one of these classes, and the class."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id=made))) if made in classes:
                yield name, made


def _compared(tree: ast.Module, makers: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """For each such object in a comparison of a test: its class or name, its source, and the value it has to equal."""
    names = constants_of(ast.Module([each for each in tree.body if not isinstance(each, _FunctionNode)], []))
    for function in (each for each in ast.walk(tree) if isinstance(each, _FunctionNode)):
        pairs = [pair for node in ast.walk(function) for pair in _equalled(node)]
        faced = [each for one, other in pairs for each in (*_facing(one, other, makers), *_facing(other, one, makers))]
        for row in parameter_rows(function.decorator_list, names) if faced else ():
            known = constants_of(function, {**names, **row})
            for maker, text, other in faced:
                yield from ((maker, text, repr(value)) for value in maybe_folded(other, known))


def _equalled(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The two sides of each equality that an assertion requires."""
    match node:
        case ast.Assert(test=ast.BoolOp(op=ast.And(), values=parts)):
            yield from (pair for each in parts for pair in _sides(each))
        case ast.Assert(test=test):
            yield from _sides(test)
        case ast.Call(func=ast.Attribute(attr=name), args=[one, other, *_]) if name in _EQUAL:
            yield one, other


def _sides(node: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    match node:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            yield left, right


def _facing(one: ast.expr, other: ast.expr, makers: Mapping[str, str]) -> Iterator[tuple[str, str, ast.expr]]:
    """The objects in one side, also inside containers, with the expression at the same position in the other."""
    match one, other:
        case (ast.List(elts=ours), ast.List(elts=theirs)) | (ast.Tuple(elts=ours), ast.Tuple(elts=theirs)):
            pairs = list(zip(ours, theirs, strict=False))
        case ast.Dict(keys=keys, values=ours), ast.Dict(keys=others, values=theirs):
            at = {ast.dump(key): value for key, value in zip(others, theirs, strict=True) if key is not None}
            named = [(ast.dump(key), value) for key, value in zip(keys, ours, strict=True) if key is not None]
            pairs = [(value, at[key]) for key, value in named if key in at]
        case _:
            if maker := _maker(one, makers):
                yield maker, ast.unparse(one), other
            return
    for mine, their in pairs:
        yield from _facing(mine, their, makers)


def _maker(node: ast.expr, makers: Mapping[str, str]) -> str:
    """The class that makes an object, or the name bound to it; empty for anything else, or if its arguments vary."""
    match node:
        case ast.Call(func=made, args=args, keywords=words):
            given = [*args, *(each.value for each in words)]
            name = last_name(made) if all(isinstance(each, ast.Constant) for each in given) else ""
            return name if makers.get(name) == name else ""
    name = last_name(node)
    return name if makers.get(name, name) != name else ""
