"""The strings of a file that it evaluates: chosen from a table, handed to a function, or cut out of a docstring."""

from __future__ import annotations

import ast
from textwrap import dedent
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.python.own_values import OwnValues

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["lines_that_compute"]

_EVALUATING = frozenset({"exec", "eval", "compile"})
_SAME_TEXT = frozenset({"str", "dedent", "cleandoc", "list", "tuple", "dict", "sorted", "reversed", "iter", "next"})
_CHOOSING = frozenset({"get", "pop", "setdefault", "values", "items", "keys", "copy"})
_CUTTING = frozenset({
    "split", "rsplit", "splitlines", "partition", "rpartition", "strip", "lstrip", "rstrip", "removeprefix",
    "removesuffix", "expandtabs", "encode", "decode",
})  # fmt: skip
_WHOLE = 3
"""Steps of a computation that is more than one line of a program."""
_MOST_PARTS = 60  # paragraphs of a docstring after which code is looked for


def lines_that_compute(tree: ast.Module) -> set[int]:
    """The lines that evaluate strings of the file itself which compute something between them.

    What is put together at run time, as a template that is filled, is left out; so is what a caller hands in.
    """
    calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call) and _evaluates(each)]
    values = OwnValues(tree) if calls else None
    return {
        call.lineno
        for call in calls
        if values and sum(_steps(text) for text in dict.fromkeys(_texts(call.args[0], values))) >= _WHOLE
    }


def _evaluates(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id in _EVALUATING and bool(call.args)


def _texts(whole: ast.expr, values: OwnValues) -> Iterator[str]:
    """The literals that an expression can come to, whole or in part, without anything added to them."""
    waiting, seen = [whole], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, ast.Constant):
            yield from (node.value,) if isinstance(node.value, str) else ()
        else:
            yield from values.docstrings_of(node)
            waiting += [*values.of(node), *_parts(node)]


def _parts(node: ast.expr) -> list[ast.expr]:  # noqa: C901, PLR0911 - one case a kind
    """The expressions of which this one is one, or a piece."""
    match node:
        case ast.Dict(keys=keys, values=values):
            return [each for each in (*keys, *values) if each is not None]
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
            return elements
        case ast.BoolOp(values=values):
            return values
        case ast.IfExp(body=one, orelse=other):
            return [one, other]
        case ast.Subscript(value=inner) | ast.Starred(value=inner) | ast.NamedExpr(value=inner):
            return [inner]
        case ast.ListComp(elt=inner) | ast.SetComp(elt=inner) | ast.GeneratorExp(elt=inner):
            return [inner]
        case ast.DictComp(value=inner):
            return [inner]
        case ast.Call(func=func, args=[first, *_]) if last_name(func) in _SAME_TEXT:
            return [first]
        case ast.Call(func=ast.Attribute(value=owner, attr=method), args=args) if method in _CHOOSING:
            return [owner, *args[1:]]
        case ast.Call(func=ast.Attribute(value=owner, attr=method)) if method in _CUTTING:
            return [owner]
    return []


def _steps(text: str) -> int:
    """How much a text computes: that of the code which it is, or with which it ends."""
    lines = text.splitlines()
    starts = [0, *(at + 1 for at, line in enumerate(lines) if not line.strip())][:_MOST_PARTS]
    for start in starts:
        try:
            tree = ast.parse(dedent("\n".join(lines[start:])).strip())
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        return _steps_of(tree)
    return 0


def _steps_of(tree: ast.Module) -> int:
    """The steps of a piece of code; without a name in it, it is a plain value."""
    nodes = list(ast.walk(tree))
    return sum(map(_weight, nodes)) if any(isinstance(each, ast.Name | ast.arg) for each in nodes) else 0


def _weight(node: ast.AST) -> int:
    """A function, a loop and a choice are the whole of a computation; what types are joined with is none."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda() | ast.IfExp():
            return _WHOLE
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return _WHOLE
        case ast.BinOp(op=ast.BitOr()):
            return 0
        case ast.BinOp() | ast.BoolOp() | ast.Compare() | ast.Call():
            return 1
    return 0
