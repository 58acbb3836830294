"""The constants that a test passes to the code and those that it expects: the two sides of its assertions."""

from __future__ import annotations

import ast
import itertools
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.example_sides import CompoundSide, leaves_in
from pytest_tddgate.domain.leaks.object_values import without_objects
from pytest_tddgate.domain.leaks.parameters import parameter_rows
from pytest_tddgate.domain.leaks.rarity import Raised, rarity_of
from pytest_tddgate.domain.python.folding import constants_of, maybe_folded
from pytest_tddgate.domain.python.nodes import nodes_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["inner_constants", "pairs_asserted", "widest_constants"]

_RAISING = ("raises", "assertRaises", "assertRaisesRegex", "warns")
_RARE = 2  # `rarity_of` a constant that is hardly written twice by chance
_MOST = 40  # constants of one side that are paired with the other side
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def pairs_asserted(function: _Function, names: Mapping[str, Any]) -> Iterator[tuple[Any, Any, int]]:
    """A constant from each side of an assertion, and the line: all such pairs, for each row of the test's parameters.

    A side has its constants, the constants inside them, and the arguments of each call, taken together. Constants that
    the test passes to other calls (to write a file, say) are paired with expected constants of rarity 2. Constants in a
    block that should raise are paired with the exception. `names` are names with known values.
    """
    plain = without_objects(function)
    for row in parameter_rows(function.decorator_list, names):
        values = constants_of(plain, {**names, **row})
        results = _results(plain)
        asserted = list(_assertions(plain))
        for left, right, line in asserted:
            sides = [list(_side(_seen_through(each, results), values)) for each in (left, right)]
            yield from ((one, other, line) for one, other in itertools.product(*sides))
            yield from _with_inner(sides, line)
        yield from _given_before(plain, asserted, values)
        yield from _raising(plain, values)


def _assertions(function: ast.AST) -> Iterator[tuple[ast.expr, ast.expr, int]]:
    for each in nodes_in(function):
        match each:
            case ast.Compare(left=left, comparators=[right], ops=[ast.Eq() | ast.Is() | ast.In() | ast.NotEq()]):
                yield left, right, each.lineno
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=[left, right, *_]) if (
                name.lower().startswith("assert") and not name.startswith(_RAISING)
            ):
                yield left, right, each.lineno


def _side(node: ast.AST, values: Mapping[str, Any]) -> Iterator[Any]:
    yield from itertools.islice((value for value, _ in widest_constants(node, values)), _MOST)
    yield from _calls_in(node, values)


def _calls_in(node: ast.AST, values: Mapping[str, Any]) -> Iterator[CompoundSide]:
    """The constants that each call at or below a node is given, if there are several."""
    for each in nodes_in(node):
        if isinstance(each, ast.Call):
            known = tuple(found for one in _arguments(each) for found in maybe_folded(one, values))
            if len(known) > 1:
                yield CompoundSide(known)


def _arguments(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(word.value for word in call.keywords)]


def _with_inner(sides: list[list[Any]], line: int) -> Iterator[tuple[Any, Any, int]]:
    """Each constant inside a value of one side, with each value of the other side."""
    for one, other in (sides, sides[::-1]):
        inner = list(itertools.islice((leaf for value in one for leaf in inner_constants(value)), _MOST))
        yield from ((leaf, value, line) for leaf in inner for value in other[:_MOST])


def inner_constants(value: Any) -> Iterator[Any]:
    """The lines of a text, or the constants in a dict, a nested list or a list of texts; none in a list of numbers."""
    if isinstance(value, str):
        yield from (line for line in value.splitlines() if line and line != value)
    elif isinstance(value, dict) or (isinstance(value, list | tuple) and any(map(_is_divisible, value))):
        yield from leaves_in(value)


def _is_divisible(value: Any) -> bool:
    return isinstance(value, list | tuple | dict | str)


def _given_before(
    function: _Function, asserted: Sequence[tuple[ast.expr, ast.expr, int]], values: Mapping[str, Any]
) -> Iterator[tuple[Any, Any, int]]:
    inside = {id(node) for left, right, _ in asserted for side in (left, right) for node in nodes_in(side)}
    nodes = (node for part in function.body for node in nodes_in(part) if id(node) not in inside)
    args = [each for node in nodes if isinstance(node, ast.Call) for each in _arguments(node)]
    given = [leaf for each in args for value, _ in widest_constants(each, values) for leaf in leaves_in(value)]
    for left, right, line in asserted:
        for side in (left, right):
            expected = [value for value, _ in widest_constants(side, values) if rarity_of(value) >= _RARE]
            yield from ((leaf, value, line) for value in expected[:_MOST] for leaf in given[:_MOST])


def _results(node: ast.AST) -> dict[str, ast.expr]:
    """Local name -> the call assigned to it: `result = pages("1-3")`."""
    found: dict[str, ast.expr] = {}
    for each in nodes_in(node):
        match each:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() | ast.Await() as value):
                found[name] = value
    return found


def _seen_through(node: ast.expr, results: Mapping[str, ast.expr]) -> ast.expr:
    names = {each.id for each in nodes_in(node) if isinstance(each, ast.Name)}
    behind = [results[name] for name in sorted(names & results.keys())]
    return ast.Tuple([node, *behind], ast.Load()) if behind else node


def _raising(function: _Function, values: Mapping[str, Any]) -> Iterator[tuple[Any, Any, int]]:
    """Each constant, and the arguments of each call, in a block that should raise; with the exception and the line."""
    for each in nodes_in(function):
        if not isinstance(each, ast.With | ast.AsyncWith):
            continue
        for item in each.items:
            match item.context_expr:
                case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=[kind, *_]) if name in _RAISING:
                    outcome = Raised(ast.unparse(kind).rpartition(".")[2])
                    given = [found for statement in each.body for found in widest_constants(statement, values)]
                    yield from ((value, outcome, line) for value, line in given)
                    together = [found for statement in each.body for found in _calls_in(statement, values)]
                    yield from ((found, outcome, each.lineno) for found in together)


def widest_constants(node: ast.AST, names: Mapping[str, Any]) -> Iterator[tuple[Any, int]]:
    """Value and line of the widest expressions at or below a node whose value is known, given the values of `names`."""
    if isinstance(node, ast.expr):
        for value in maybe_folded(node, names):
            yield value, getattr(node, "lineno", 0)
            return
    for child in ast.iter_child_nodes(node):
        yield from widest_constants(child, names)
