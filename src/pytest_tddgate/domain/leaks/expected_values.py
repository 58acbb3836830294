"""Lists and texts that tests expect, with everything that these tests pass to calls."""

from __future__ import annotations

import ast
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.asserted import widest_constants
from pytest_tddgate.domain.leaks.example_sides import leaves_in
from pytest_tddgate.domain.leaks.module_constants import modules_in
from pytest_tddgate.domain.leaks.object_values import without_objects
from pytest_tddgate.domain.leaks.parameters import parameter_rows
from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.python.folding import constants_of, is_number, maybe_folded
from pytest_tddgate.domain.python.nodes import nodes_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["ExpectedValue", "expected_values", "parts_of", "pieces_of"]

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_SPEAKS_OF_RESULTS = re.compile(r"assert\w*|approx|call|raises|warns|len")


@dataclass(frozen=True, slots=True)
class ExpectedValue:
    """A list, tuple, set or text that a test expects, and its place (`path:line`).

    `given` are the pieces (`pieces_of`) of the arguments of the test's calls, `lists` the lists and tuples among the
    arguments; `functions` are the imported functions that are called for the value, or else in the test; `is_name`: the
    value is compared with an imported name, without a call.
    """

    value: Any
    place: str
    given: frozenset[Any]
    lists: tuple[Any, ...]
    functions: frozenset[str]
    is_name: bool


def expected_values(files: Mapping[str, bytes]) -> Iterator[ExpectedValue]:
    """What each comparison for equality in the tests expects, for each row of the test's parameters."""
    for path, tree, names in modules_in(files):
        imported = {each for node in nodes_in(tree) for each in _imported(node)}
        for function in (each for each in nodes_in(tree) if isinstance(each, _Function)):
            yield from _expected_by(function, names, path, imported)


def pieces_of(value: Any) -> frozenset[Any]:
    """The numbers in a value, and the words of its texts in lower case without accents; words of digits as numbers."""
    found: set[Any] = set()
    for leaf in leaves_in(value):
        if isinstance(leaf, str):
            plain = unicodedata.normalize("NFKD", leaf.casefold())
            words = re.findall(r"\w+", "".join(each for each in plain if not unicodedata.combining(each)))
            found |= {int(each) if each.isdecimal() and len(each) < len("1" * 18) else each for each in words}
        elif is_number(leaf):
            found.add(leaf)
    return frozenset(found)


def parts_of(expected: ExpectedValue, others: Iterable[ExpectedValue]) -> Iterator[list[Any]]:
    """The shorter lists, all elements of which are in this one, that `others` expect of the same functions."""
    for each in others:
        if isinstance(each.value, list | tuple) and each.functions & expected.functions:
            is_part = len(each.value) < len(expected.value) and all(one in list(expected.value) for one in each.value)
            yield from [list(each.value)] if is_part and not isinstance(expected.value, str) else []


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [each.asname or each.name.partition(".")[0] for each in node.names]
    return []


def _expected_by(
    function: _Function, names: Mapping[str, Any], path: str, imported: set[str]
) -> Iterator[ExpectedValue]:
    plain = without_objects(function)
    sides = list(_compared(plain))
    for row in parameter_rows(function.decorator_list, names) if sides else ():
        values = constants_of(plain, {**names, **row})
        given: list[Any] | None = None
        for shown, expected in sides:
            for value in _wholes(expected, values):
                if any(maybe_folded(shown, values)):  # a constant is not a result; an empty list may be filled later
                    continue
                given = list(_given(plain, values)) if given is None else given
                pieces = frozenset(piece for each in given for piece in pieces_of(each))
                lists = tuple(each for each in given if isinstance(each, list | tuple))
                called = _called(shown, imported) or _called(function, imported)
                place = f"{path}:{expected.lineno}"
                yield ExpectedValue(value, place, pieces, lists, called, _is_name(shown, imported))


def _compared(function: _Function) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The two sides of each comparison for equality, in both orders."""
    for node in nodes_in(function):
        match node:
            case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
                yield from ((left, right), (right, left))
            case ast.Call(args=[left, right, *_]) if last_name(node.func).startswith("assert"):
                yield from ((left, right), (right, left))


def _wholes(node: ast.expr, values: Mapping[str, Any]) -> Iterator[Any]:
    """The list or text that a side is, also in `approx`; for a list of a mock's `call(x)`, the list of arguments."""
    match node:
        case ast.Call(args=[inner, *_]) if last_name(node.func) == "approx":
            yield from _wholes(inner, values)
        case ast.List(elts=[ast.Call(), *_] as elements) if all(map(_is_call, elements)):
            yield from maybe_folded(
                ast.List([arg for each in elements for arg in _arguments(each)], ast.Load()), values
            )
        case _:
            found = maybe_folded(node, values)
            yield from (each for each in found if isinstance(each, str | list | tuple | set | frozenset) and each)


def _is_call(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and last_name(node.func) == "call" and len(_arguments(node)) == 1


def _arguments(node: ast.expr) -> list[ast.expr]:
    return [*node.args, *(each.value for each in node.keywords)] if isinstance(node, ast.Call) else []


def _given(function: _Function, values: Mapping[str, Any]) -> Iterator[Any]:
    """The constants that a test passes to calls, except calls about results, such as `approx` and `len`."""
    calls = [node for part in function.body for node in nodes_in(part) if isinstance(node, ast.Call)]
    given = [
        arg for each in calls if not _SPEAKS_OF_RESULTS.fullmatch(last_name(each.func)) for arg in _arguments(each)
    ]
    yield from (value for each in given for value, _ in widest_constants(each, values))


def _called(node: ast.AST, imported: set[str]) -> frozenset[str]:
    """The imported names, and attributes of them, that are called at or below a node."""
    calls = [each.func for each in nodes_in(node) if isinstance(each, ast.Call)]
    return frozenset(ast.unparse(each) for each in calls if _is_name(each, imported))


def _is_name(node: ast.expr, imported: set[str]) -> bool:
    """Whether a node is an imported name, or an attribute of one, without a call."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in imported
