"""The calls in tests that show what a function should answer: the arguments, and the answer that is expected."""

from __future__ import annotations

import ast
import itertools
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard

from pytest_tddgate.domain.leaks.asserted import widest_constants
from pytest_tddgate.domain.leaks.example_sides import leaves_in
from pytest_tddgate.domain.leaks.module_constants import modules_in
from pytest_tddgate.domain.leaks.object_values import without_objects
from pytest_tddgate.domain.leaks.parameters import parameter_rows
from pytest_tddgate.domain.leaks.rarity import Raised, canonical
from pytest_tddgate.domain.python.dotted import called_name
from pytest_tddgate.domain.python.folding import constants_of, maybe_folded
from pytest_tddgate.domain.python.nodes import nodes_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

__all__ = ["TestedCall", "are_only_expected", "tested_calls_in", "yes_no_calls_in"]

_MOST = 60
"""Rows of parameters and loops per test at most; the arguments of a test with more count as unknown."""
_HALF = 0.5
_EQUAL = frozenset({"assertEqual", "assertIs", "assertListEqual", "assertTupleEqual", "assertDictEqual"})
_RAISING = frozenset({"raises", "assertRaises", "assertRaisesRegex"})
_CONVERTING = frozenset({"bool", "bytes", "dict", "float", "int", "list", "set", "sorted", "str", "tuple"})
_LOOKING = frozenset(
    {"all", "any", "callable", "endswith", "exists", "hasattr", "isinstance", "issubclass", "startswith"}
)
"""Calls that check an answer of the subject; they are not calls of the subject."""
_Function = ast.FunctionDef | ast.AsyncFunctionDef


_Side: TypeAlias = "tuple[ast.expr, ast.expr]"


@dataclass(frozen=True, slots=True)
class TestedCall:
    """A call by a test, with its repository-relative path and line.

    `name` is the last part of the called name, `given` the constants in the call, empty if they are unknown. `answers`
    holds the one value that the call is compared with for equality, or the exception; empty if the test does anything
    else with the call.
    """

    name: str
    given: tuple[Any, ...]
    answers: tuple[Any, ...]
    path: str
    line: int


def tested_calls_in(files: Mapping[str, bytes]) -> tuple[TestedCall, ...]:
    """Every call in the functions of these files, once for each row of parameters and of loops over constants."""
    return tuple(call for call, _ in _calls_in(tuple(files.items())))


def yes_no_calls_in(files: Mapping[str, bytes]) -> Iterator[TestedCall]:
    """The calls of which these files assert that the answer is true, or false: `assert ok("a-1")`."""
    for _, each in _calls_in(tuple(files.items())):
        if each.given and each.name not in _LOOKING and any(isinstance(answer, bool) for answer in each.answers):
            yield each


@lru_cache(maxsize=1)  # every check of a change asks for the same files
def _calls_in(files: tuple[tuple[str, bytes], ...]) -> tuple[tuple[TestedCall, TestedCall], ...]:
    """Each call twice: with what it is compared with for equality, and with whether it should be true."""
    functions = ((each, module) for module in modules_in(dict(files)) for each in _functions_in(module.tree))
    return tuple(found for each, module in functions for found in _calls_of(each, module.names, module.path))


def are_only_expected(values: Iterable[Any], files: Mapping[str, bytes]) -> bool:
    """Whether these tests expect each of these values as an answer, and pass fewer than half of them to calls."""
    calls = tested_calls_in(files)
    given = {canonical(leaf) for each in calls for leaf in leaves_in(each.given)}
    expected = {canonical(leaf) for each in calls for leaf in leaves_in(each.answers)}
    wanted = {canonical(each) for each in values}
    return wanted <= expected and len(wanted & given) < _HALF * len(wanted)


def _functions_in(node: ast.AST) -> Iterator[_Function]:
    """The functions below a node that are not inside another function."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _Function):
            yield child
        else:
            yield from _functions_in(child)


def _calls_of(function: _Function, names: Mapping[str, Any], path: str) -> Iterator[tuple[TestedCall, TestedCall]]:
    plain = without_objects(function)
    rows = list(itertools.islice(_rows(function, plain, names), _MOST + 1))
    is_open = len(rows) > _MOST or any(called_name(each) == "given" for each in function.decorator_list)
    compared, held = dict(_compared(plain, _sides)), dict(_compared(plain, _truths))
    raising = dict(_raising(plain))
    nodes = [node for part in plain.body for node in nodes_in(part) if isinstance(node, ast.Call) and called_name(node)]
    for values in rows[:1] if is_open else rows:
        for node in nodes:
            if not maybe_folded(node, values):
                given = () if is_open else tuple(value for value, _ in widest_constants(node, values))
                call = TestedCall(called_name(node), given, (), path, node.lineno)
                sides = [None if is_open else each.get(id(node)) for each in (compared, held)]
                raised = (raising[id(node)],) if id(node) in raising else ()
                one, other = (replace(call, answers=raised or maybe_folded(each, values)) for each in sides)
                yield one, other


def _rows(function: _Function, plain: _Function, names: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The names with known values in a test, for each row of its parameters and of its loops."""
    for row in parameter_rows(function.decorator_list, names):
        for more in _loop_rows(plain, {**names, **row}):
            yield constants_of(plain, {**names, **row, **more})


def _loop_rows(function: _Function, names: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The names that loops over constants bind, row by row; one empty row if there is no such loop."""
    loops = [node for node in nodes_in(function) if isinstance(node, ast.For | ast.AsyncFor)]
    tables = [
        [_bound(loop.target, row) for row in rows]
        for loop in loops
        for rows in maybe_folded(loop.iter, {**names, **constants_of(function, names)})
        if isinstance(rows, list | tuple)
    ]
    for found in itertools.product(*(each for each in tables if each)):
        yield {name: value for row in found for name, value in row.items()}


def _bound(target: ast.expr, value: Any) -> dict[str, Any]:
    match target:
        case ast.Name(id=name):
            return {name: value}
        case ast.Tuple(elts=parts) if isinstance(value, list | tuple) and len(parts) == len(value):
            return {
                name: found
                for part, each in zip(parts, value, strict=True)
                for name, found in _bound(part, each).items()
            }
    return {}


def _compared(function: _Function, sides: Callable[[ast.AST], Iterator[_Side]]) -> Iterator[tuple[int, ast.expr]]:
    """The `id` of the node of each call that is compared, with the expression that it is compared with."""
    results = {name: value for each in nodes_in(function) for name, value in _result(each)}
    for node in nodes_in(function):
        for side, other in sides(node):
            if call := _call_in(side, results):
                yield id(call), other.args[0] if _is_approximation(other) else other


def _result(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() | ast.Await() as value):
            yield name, value


def _sides(node: ast.AST) -> Iterator[_Side]:
    match node:
        case ast.Compare(left=left, ops=[ast.Eq() | ast.Is()], comparators=[right]):
            yield from ((left, right), (right, left))
        case ast.Call(args=[left, right, *_]) if called_name(node) in _EQUAL:
            yield from ((left, right), (right, left))
        case ast.Assert(test=ast.UnaryOp(op=ast.Not(), operand=tested)):
            yield tested, ast.Constant(value=False)
        case ast.Call(args=[tested, *_]) if called_name(node) in {"assertFalse", "assertIsNone"}:
            yield tested, ast.Constant(value=None)


def _truths(node: ast.AST) -> Iterator[_Side]:
    match node:
        case ast.Assert(test=tested):
            yield from _held(tested, is_true=True)
        case ast.Call(args=[tested, *_]) if called_name(node) in {"assertTrue", "assertIsNotNone"}:
            yield from _held(tested, is_true=True)
        case ast.Call(args=[tested, *_]) if called_name(node) in {"assertFalse", "assertIsNone"}:
            yield from _held(tested, is_true=False)


def _held(tested: ast.expr, *, is_true: bool) -> Iterator[_Side]:
    """Each part that has to be true, or false, for the expression to be `is_true`; with that truth value."""
    match tested:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            yield from _held(inner, is_true=not is_true)
        case ast.BoolOp(op=sign, values=parts) if isinstance(sign, ast.And) == is_true:
            yield from (side for each in parts for side in _held(each, is_true=is_true))
        case ast.Compare(left=left, ops=[ast.IsNot() | ast.NotEq()], comparators=[ast.Constant(value=None | False)]):
            yield from _held(left, is_true=is_true)
        case ast.Compare(left=left, ops=[ast.Is() | ast.Eq()], comparators=[ast.Constant(value=None)]):
            yield from _held(left, is_true=not is_true)
        case _:
            yield tested, ast.Constant(value=is_true)


def _call_in(side: ast.expr, results: Mapping[str, ast.expr]) -> ast.Call | None:
    """The call that a side consists of, behind a name, an `await` and conversions."""
    match side:
        case ast.Name(id=name) if name in results:
            return _call_in(results[name], {})
        case ast.Await(value=value):
            return _call_in(value, results)
        case ast.Call(func=ast.Name(id=name), args=[ast.Call() | ast.Await() | ast.Name() as inner]) if (
            name in _CONVERTING
        ):
            return _call_in(inner, results)
        case ast.Call():
            return side
    return None


def _is_approximation(node: ast.expr) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and called_name(node) == "approx" and bool(node.args)


def _raising(function: _Function) -> Iterator[tuple[int, Raised]]:
    """The `id` of the node of each call in a block that should raise, with the exception."""
    for node in nodes_in(function):
        match node:
            case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
                inside = [each for part in body for each in nodes_in(part) if isinstance(each, ast.Call)]
                outcomes = [outcome for item in items for outcome in _expected_by(item.context_expr)]
                yield from ((id(each), outcome) for each in inside for outcome in outcomes)


def _expected_by(context: ast.expr) -> Iterator[Raised]:
    match context:
        case ast.Call(args=[kind, *_]) if called_name(context) in _RAISING:
            yield Raised(ast.unparse(kind).rpartition(".")[2])
