"""Lists that code holds for its own reasons: defaults of parameters and fields, tables that it filters or slices."""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.constant_lists import lists_in
from pytest_tddgate.domain.leaks.object_values import without_objects
from pytest_tddgate.domain.python.folding import constants_of
from pytest_tddgate.domain.python.nodes import nodes_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["independent_lists"]

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_PASSES_ON = frozenset({"enumerate", "iter", "list", "reversed", "sorted", "tuple"})
_ASKS = frozenset({"len", "bisect", "bisect_left", "bisect_right"})


def independent_lists(tree: ast.Module) -> Iterator[Any]:
    """The value of each such list in a module, except for parameters and tables whose names begin with `_`."""
    names = constants_of(without_objects(tree))
    for node in nodes_in(tree):
        if isinstance(node, _Function):
            known = constants_of(without_objects(node), names)
            yield from (value for value, _ in lists_in(_instead(node), known))
        yield from (value for value, _ in lists_in(_defaults(node), names))
    yield from (value for value, _ in lists_in(_tables(tree), names))


def _defaults(node: ast.AST) -> list[ast.expr | None]:
    """The defaults of the parameters of a signature, or of the fields of a class."""
    match node:
        case ast.arguments():
            return [default for name, default in _optional(node).items() if name[0] != "_"]
        case ast.ClassDef(body=body):
            return [each.value for each in body if isinstance(each, ast.AnnAssign)]
    return []


def _optional(node: ast.arguments) -> dict[str, ast.expr | None]:
    """Parameter -> its default, for those that have one."""
    first = [*node.posonlyargs, *node.args]
    last = first[len(first) - len(node.defaults) :]
    pairs = [*zip(last, node.defaults, strict=True), *zip(node.kwonlyargs, node.kw_defaults, strict=True)]
    return {name.arg: default for name, default in pairs if default is not None}


def _instead(function: _Function) -> Iterator[ast.expr]:
    """The defaults for optional parameters that a function's body sets: `given or DEFAULT`, and the like."""
    optional = {name for name in _optional(function.args) if name[0] != "_"}
    for node in nodes_in(function) if optional else ():
        match node:
            case ast.BoolOp(op=ast.Or(), values=[ast.Name(id=name), *others]) if name in optional:
                yield from others
            case ast.IfExp(test=test, body=body, orelse=orelse):
                yield from [body] if _lacks(test) in optional else []
                yield from [orelse] if _has(test) in optional else []
            case ast.If(test=test, body=[ast.Assign(targets=[ast.Name(id=name)], value=value)]):
                yield from [value] if name in optional and _lacks(test) == name else []


def _lacks(test: ast.expr) -> str | None:
    """The name that a condition tests for being None or empty."""
    match test:
        case ast.Compare(left=ast.Name(id=name), ops=[ast.Is()], comparators=[ast.Constant(value=None)]):
            return name
        case ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=name)):
            return name
    return None


def _has(test: ast.expr) -> str | None:
    """The name that a condition tests for having a value."""
    match test:
        case ast.Compare(left=ast.Name(id=name), ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return name
        case ast.Name(id=name):
            return name
    return None


def _tables(tree: ast.Module) -> Iterator[ast.expr]:
    """The constants of a module of which code only ever takes parts, selected by another value."""
    above = {id(child): node for node in nodes_in(tree) for child in ast.iter_child_nodes(node)}
    uses: dict[str, list[ast.Name]] = {}
    for node in nodes_in(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            uses.setdefault(node.id, []).append(node)
    for statement in tree.body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ) if name[0] != "_":
                readers = [each for each in uses.get(name, ()) if not _only_asks(each, above)]
                if readers and all(_takes_a_part(each, above) for each in readers):
                    yield value


def _only_asks(node: ast.Name, above: Mapping[int, ast.AST]) -> bool:
    """Whether a use of a list passes on no element: it asks for the length, a position, or for membership."""
    match above[id(node)]:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in _ASKS
        case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[other]):
            return other is node
    return False


def _takes_a_part(node: ast.expr, above: Mapping[int, ast.AST]) -> bool:
    """Whether a use of a list selects from it first: an index or slice by a name, or a condition in a loop."""
    match above[id(node)]:
        case ast.Subscript(value=value, slice=part) if value is node:
            return bool(_names_in(part))
        case ast.comprehension(target=target, ifs=conditions):
            return any(_compares(each, target) for each in conditions)
        case ast.For(target=target, iter=rounds, body=body) if rounds is node:
            asked = [each.test for part in body for each in nodes_in(part) if isinstance(each, ast.If | ast.IfExp)]
            return any(_compares(each, target) for each in asked)
        case ast.Call(func=ast.Name(id=name)) as call if name in _PASSES_ON:
            return _takes_a_part(call, above)
    return False


def _compares(test: ast.expr, target: ast.expr) -> bool:
    """Whether a condition uses both a name that the loop binds and another name."""
    bound, asked = _names_in(target), _names_in(test)
    return bool(bound & asked) and bool(asked - bound)


def _names_in(node: ast.expr) -> set[str]:
    return {each.id for each in nodes_in(node) if isinstance(each, ast.Name) and not hasattr(builtins, each.id)}
