"""The examples that a contract's files hold: which constants go in, and which come out."""

from __future__ import annotations

import ast
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.folding import constants_of, maybe_folded
from pytest_tddgate.domain.rarity import Raised
from pytest_tddgate.domain.tables import WIDEST, is_row, rows_of_file, rows_of_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Example", "constants_in", "examples_in"]

_RAISING = ("raises", "assertRaises", "assertRaisesRegex", "warns")


@dataclass(frozen=True, slots=True)
class Example:
    """Two constants that a test puts side by side, and where: repository-relative path and line (0: unknown)."""

    one: Any
    other: Any
    path: str
    line: int


def examples_in(files: Mapping[str, bytes]) -> tuple[Example, ...]:
    """Every example in the files of a contract: its tests, their helper modules and their data files."""
    trees = {path: tree for path, data in files.items() if path.endswith(".py") and (tree := _tree(data))}
    names: dict[str, Any] = {}
    for tree in trees.values():
        names |= constants_of(ast.Module([each for each in tree.body if not isinstance(each, _SCOPES)], []), names)
    found = [each for path, tree in trees.items() for each in _in_module(path, tree, names)]
    for path, data in files.items():
        if not path.endswith(".py"):
            found += [each for row in rows_of_file(data) for each in _pairs(row.cells, path, row.line)]
    return tuple(found)


def constants_in(files: Mapping[str, bytes]) -> Iterator[tuple[Any, str, int]]:
    """Each constant of the tests' code with its path and line; those of longer expressions hold their parts as well."""
    for path, data in files.items():
        tree = _tree(data) if path.endswith(".py") else None
        for value, line in _maximal(tree, {}) if tree else ():
            yield value, path, line
            yield from ((part, path, line) for part in _parts(value))


_SCOPES = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _tree(data: bytes) -> ast.Module | None:
    try:
        return ast.parse(data)
    except (SyntaxError, ValueError):
        return None


def _parts(value: Any) -> list[Any]:  # noqa: ANN401 - any constant
    if isinstance(value, dict):
        inside = [*value.keys(), *value.values()]
    elif isinstance(value, list | tuple | set | frozenset):
        inside = list(value)
    else:
        return []
    return [*inside, *(part for each in inside for part in _parts(each))]


def _in_module(path: str, tree: ast.Module, names: Mapping[str, Any]) -> Iterator[Example]:
    for node in ast.walk(tree):
        for cells, line in _rows(node, names):
            yield from _pairs(cells, path, line)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _in_function(path, node, names)


def _rows(node: ast.AST, names: Mapping[str, Any]) -> Iterator[tuple[list[Any], int]]:
    """Rows that are written as literals: in tables, in parametrizations, as `pytest.param`."""
    match node:
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
            for element in elements:
                match element:
                    case ast.Tuple(elts=cells) | ast.List(elts=cells) | ast.Call(args=cells) if cells:
                        yield [value for each in cells for value in maybe_folded(each, names)], element.lineno
                    case ast.Dict(values=cells) if len(cells) <= WIDEST:
                        yield [value for each in cells for value in maybe_folded(each, names)], element.lineno
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                yield [*maybe_folded(key, names), *maybe_folded(value, names)], value.lineno
        case ast.Call(args=args, lineno=line):
            for value in (value for each in args for value in _computed(each, names)):
                yield from ((list(row.cells), line) for row in rows_of_value(value))


def _computed(node: ast.expr, names: Mapping[str, Any]) -> tuple[Any, ...]:
    """The value of rows that are no literal: `zip(INPUTS, OUTPUTS)`, or a table of another module."""
    return maybe_folded(node, names) if isinstance(node, ast.Call | ast.BinOp | ast.ListComp) else ()


def _pairs(cells: Iterable[Any], path: str, line: int) -> Iterator[Example]:
    cells = list(cells)[:WIDEST]
    if is_row(cells) or len(cells) == 2:  # noqa: PLR2004 - a pair of numbers is an example as well
        yield from (Example(one, other, path, line) for one, other in itertools.combinations(cells, 2))


def _in_function(
    path: str, node: ast.FunctionDef | ast.AsyncFunctionDef, names: Mapping[str, Any]
) -> Iterator[Example]:
    values = constants_of(node, names)
    results = _results(node)
    for each in ast.walk(node):
        match each:
            case ast.Compare(left=left, comparators=[right], ops=[ast.Eq() | ast.Is() | ast.In() | ast.NotEq()]):
                sides = (left, right)
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=[left, right, *_]) if (
                name.lower().startswith("assert") and not name.startswith(_RAISING)
            ):
                sides = (left, right)
            case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
                yield from _raising(items, body, path, node, values)
                continue
            case _:
                continue
        one, other = ([value for value, _ in _maximal(_seen_through(side, results), values)] for side in sides)
        pairs = itertools.product(one, other)
        yield from (Example(first, second, path, each.lineno) for first, second in pairs)


def _results(node: ast.AST) -> dict[str, ast.expr]:
    """The calls that local names stand for: `result = pages("1-3")`."""
    found: dict[str, ast.expr] = {}
    for each in ast.walk(node):
        match each:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() | ast.Await() as value):
                found[name] = value
    return found


def _seen_through(node: ast.expr, results: Mapping[str, ast.expr]) -> ast.expr:
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    behind = [results[name] for name in sorted(names & results.keys())]
    return ast.Tuple([node, *behind], ast.Load()) if behind else node


def _raising(
    items: list[ast.withitem], body: list[ast.stmt], path: str, function: ast.AST, names: Mapping[str, Any]
) -> Iterator[Example]:
    """What is given where an exception is expected: constants of the block, and the rows of a lone parameter."""
    for item in items:
        match item.context_expr:
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=[kind, *_]) if name in _RAISING:
                outcome = Raised(ast.unparse(kind).rpartition(".")[2])
                given = [each for statement in body for each in _maximal(statement, names)]
                given += list(_lone_parameters(function, names))
                yield from (Example(value, outcome, path, line) for value, line in given)


def _lone_parameters(function: ast.AST, names: Mapping[str, Any]) -> Iterator[tuple[Any, int]]:
    for mark in getattr(function, "decorator_list", ()):
        match mark:
            case ast.Call(func=ast.Attribute(attr="parametrize"), args=[ast.Constant(value=str()), rows, *_]):
                elements = rows.elts if isinstance(rows, ast.List | ast.Tuple) else []
                if not elements:
                    found = maybe_folded(rows, names)
                    yield from ((value, rows.lineno) for each in found if isinstance(each, list) for value in each)
                for element in elements:
                    yield from ((value, element.lineno) for value in maybe_folded(element, names))


def _maximal(node: ast.AST, names: Mapping[str, Any]) -> Iterator[tuple[Any, int]]:
    """The widest constants in a node, with their lines; without names of parameters and documentation."""
    if isinstance(node, ast.expr):
        for value in maybe_folded(node, names):
            yield value, getattr(node, "lineno", 0)
            return
    for child in ast.iter_child_nodes(node):
        yield from _maximal(child, names)
