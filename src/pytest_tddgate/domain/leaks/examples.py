"""The examples in a contract's files: pairs of constants, such as an input and the answer."""

from __future__ import annotations

import ast
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.asserted import inner_constants, pairs_asserted, widest_constants
from pytest_tddgate.domain.leaks.example_sides import CompoundSide
from pytest_tddgate.domain.leaks.module_constants import modules_in
from pytest_tddgate.domain.leaks.object_values import values_of
from pytest_tddgate.domain.leaks.rows import WIDEST, is_row, rows_of_file, rows_of_value
from pytest_tddgate.domain.leaks.tested_calls import yes_no_calls_in
from pytest_tddgate.domain.python.folding import maybe_folded
from pytest_tddgate.domain.python.nodes import nodes_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_tddgate.domain.leaks.tested_calls import TestedCall

__all__ = ["Example", "constants_in", "examples_in"]

_MOST = 40  # constants inside one cell


@dataclass(frozen=True, slots=True)
class Example:
    """Two constants that a test puts side by side, with their repository-relative path and line (0: unknown)."""

    one: Any
    other: Any
    path: str
    line: int


def examples_in(files: Mapping[str, bytes]) -> tuple[Example, ...]:
    """Every example in the files of a contract: its tests, their helper modules and their data files."""
    found = [each for module in modules_in(files) for each in _in_module(*module)]
    found += [each for call in yes_no_calls_in(files) for each in _of_truth(call)]
    for path, data in files.items():
        if not path.endswith(".py"):
            found += [each for row in rows_of_file(data) for each in _pairs(row.cells, path, row.line)]
    return tuple(found)


def _of_truth(call: TestedCall) -> Iterator[Example]:
    """Each argument of a call, and all of them together, with whether the answer is true."""
    given = [*call.given, *([CompoundSide(call.given)] if len(call.given) > 1 else [])]
    yield from (Example(each, call.answers[0], call.path, call.line) for each in given)


def constants_in(files: Mapping[str, bytes]) -> Iterator[tuple[Any, str, int]]:
    """Each constant in the tests' code, with its path and line; containers are followed by the constants inside."""
    for path, tree, _ in modules_in(files):
        for value, line in widest_constants(tree, {}):
            yield value, path, line
            yield from ((part, path, line) for part in _parts(value))


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        inside = [*value.keys(), *value.values()]
    elif isinstance(value, list | tuple | set | frozenset):
        inside = list(value)
    else:
        return []
    return [*inside, *(part for each in inside for part in _parts(each))]


def _in_module(path: str, tree: ast.Module, names: Mapping[str, Any]) -> Iterator[Example]:
    for node in nodes_in(tree):
        for cells, line in _rows(node, names):
            yield from _pairs(cells, path, line)
    for node in nodes_in(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (Example(one, other, path, line) for one, other, line in pairs_asserted(node, names))


def _rows(node: ast.AST, names: Mapping[str, Any]) -> Iterator[tuple[list[Any], int]]:
    """Rows in literal tables, in parametrizations and `pytest.param`, and in computed tables that a call is given."""
    match node:
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
            for element in elements:
                match element:
                    case ast.Tuple(elts=cells) | ast.List(elts=cells) | ast.Call(args=cells) if cells:
                        yield _constants(cells, names), element.lineno
                    case ast.Dict(values=cells) if len(cells) <= WIDEST:
                        yield _constants(cells, names), element.lineno
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                yield _constants([key, value], names), value.lineno
        case ast.Call(args=args, lineno=line):
            for value in (value for each in args for value in _computed(each, names)):
                yield from ((list(row.cells), line) for row in rows_of_value(value))


def _constants(nodes: Iterable[ast.expr | None], names: Mapping[str, Any]) -> list[Any]:
    return [value for each in nodes if each for value in values_of(each, names)]


def _computed(node: ast.expr, names: Mapping[str, Any]) -> tuple[Any, ...]:
    """The value of rows that are computed, such as `zip(INPUTS, OUTPUTS)`, in a tuple; empty if it is not known."""
    return maybe_folded(node, names) if isinstance(node, ast.Call | ast.BinOp | ast.ListComp) else ()


def _pairs(cells: Iterable[Any], path: str, line: int) -> Iterator[Example]:
    cells = list(cells)[:WIDEST]
    if is_row(cells) or len(cells) == 2:  # noqa: PLR2004 - a pair of numbers is an example as well
        yield from (Example(one, other, path, line) for one, other in itertools.combinations(cells, 2))
        yield from (Example(one, other, path, line) for one, other in _divided(cells))


def _divided(cells: list[Any]) -> Iterator[tuple[Any, Any]]:
    """All other cells with each cell, a constant in a cell with each other cell, and the parts of a row cut in two."""
    places = range(len(cells))
    for index in places:
        others = [cells[place] for place in places if place != index]
        if len(others) > 1:
            yield CompoundSide(tuple(others)), cells[index]
        for each in itertools.islice(inner_constants(cells[index]), _MOST):
            yield from ((each, other) for other in others)
    if len(cells) > 3:  # noqa: PLR2004 - at least two cells in each part
        for at in range(2, len(cells) - 1):
            yield CompoundSide(tuple(cells[:at])), CompoundSide(tuple(cells[at:]))
