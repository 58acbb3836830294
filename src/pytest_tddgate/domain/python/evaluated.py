"""Strings that a file evaluates as code: chosen from a table, passed to a function, or cut out of a docstring."""

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
"""Steps from which evaluated strings are a computation, rather than a single expression."""
_MOST_PARTS = 60  # paragraphs of a docstring at which code is expected to start


def lines_that_compute(tree: ast.Module) -> set[int]:
    """The lines that evaluate string literals of this file which together compute something.

    Strings put together at run time, such as filled templates, and strings that a caller passes in are left out.
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
    """The string literals that an expression can evaluate to, whole or in part, with nothing added to them."""
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


def _parts(node: ast.expr) -> list[ast.expr]:  # noqa: C901, PLR0911 - one case per kind
    """The expressions that this one chooses from, copies, or cuts a piece out of."""
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
    """The steps of a text that is code or ends with code; 0 for other texts."""
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
    """The steps of a piece of code; 0 if it contains no name, since it is a plain value then."""
    nodes = list(ast.walk(tree))
    return sum(map(_weight, nodes)) if any(isinstance(each, ast.Name | ast.arg) for each in nodes) else 0


def _weight(node: ast.AST) -> int:
    """The steps of one node: a function, comprehension or conditional is a whole computation, a union of types none."""
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
