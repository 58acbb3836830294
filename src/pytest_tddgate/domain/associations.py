"""What a module puts side by side: the rows of its tables, and what its branches answer to which constant."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.branches import branches_of
from pytest_tddgate.domain.conversions import unwrapped
from pytest_tddgate.domain.folding import constants_of, hidden_code, maybe_folded
from pytest_tddgate.domain.rarity import parsed
from pytest_tddgate.domain.tables import Row, is_row, rows_of_file, rows_of_text, rows_of_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Group", "groups_in"]

_SHORTEST = 8  # characters of a text that could hold a table
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
_LITERALS = ast.Dict | ast.List | ast.Tuple | ast.Set


@dataclass(slots=True)
class Group:
    """Rows that belong together: of one table, or of the branches of one function.

    `size` is how many rows there are, with those that are no constants; `answers` are its constants one by one, each
    with its line.
    """

    rows: list[Row] = field(default_factory=list)
    size: int = 0
    answers: list[tuple[Any, int]] = field(default_factory=list)

    def add(self, cells: Iterable[Any], line: int) -> None:
        """One more row; a row without two constants only counts."""
        cells = tuple(cells)
        self.size += 1
        if len(cells) > 1:
            self.rows.append(Row(cells, line))

    def moved_to(self, line: int) -> Group:
        """The same rows and answers, all of them on one line."""
        rows = [Row(each.cells, line) for each in self.rows]
        return Group(rows, self.size, [(value, line) for value, _ in self.answers])


def groups_in(tree: ast.Module) -> Iterator[Group]:
    """Every group in a module."""
    names = _answers_by_name(tree, constants_of(tree))
    for inner, line in hidden_code(tree):
        yield from (group.moved_to(line) for group in groups_in(inner))
    for node in ast.walk(tree):
        if isinstance(node, _LITERALS):
            yield _of_literal(node, names)
            yield _in_turns(node, names)
        elif isinstance(node, ast.Module | ast.ClassDef | _FUNCTIONS):
            yield from _of_scope(node, names)
    reads_documentation = any(_is_documentation(node) for node in ast.walk(tree))
    for node in _computed(tree, with_documentation=reads_documentation):
        for value in maybe_folded(node, names):
            yield from _of_value(value, node.lineno)


def _answers_by_name(tree: ast.Module, names: Mapping[str, Any]) -> dict[str, Any]:
    """The known names, with the functions that do nothing but return a constant: a table can hold those as well."""
    found = dict(names)
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name, body=[ast.Return(value=value)]):
                found.update((name, each) for each in maybe_folded(value, names))
    return found


def _in_turns(node: ast.Dict | ast.List | ast.Tuple | ast.Set, names: Mapping[str, Any]) -> Group:
    """A key and its answer in turns: `["1-3", [1, 2, 3], "5", [5]]`."""
    group = Group()
    for key, answer in (
        zip(node.elts[::2], node.elts[1::2], strict=False) if isinstance(node, ast.List | ast.Tuple) else ()
    ):
        group.add([*maybe_folded(key, names), *maybe_folded(answer, names)], key.lineno)
    return group


def _of_literal(node: ast.Dict | ast.List | ast.Tuple | ast.Set, names: Mapping[str, Any]) -> Group:
    group = Group()
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            line = key.lineno if key else value.lineno
            answer = value.body if isinstance(value, ast.Lambda) else value
            cells = [*maybe_folded(key, names), *maybe_folded(answer, names)]
            group.add(cells, line)
            group.answers += [(each, line) for each in cells]
        return group
    for element in node.elts:
        folded = maybe_folded(element, names)
        parts = element.args + [each.value for each in element.keywords] if isinstance(element, ast.Call) else []
        cells = [found for part in parts for found in maybe_folded(part, names)]
        if not parts and folded and isinstance(folded[0], list | tuple) and is_row(folded[0]):
            cells = list(folded[0])
        group.add(cells, element.lineno)
        group.answers += [(each, element.lineno) for each in cells or folded]
    return group


def _of_scope(scope: ast.AST, names: Mapping[str, Any]) -> Iterator[Group]:
    """What the statements of a function, a class or the module itself put side by side."""
    names = constants_of(scope, names) if isinstance(scope, _FUNCTIONS) else names
    nodes = list(_own_nodes(scope))
    yield _of_branches(nodes, names)
    yield _of_assignments(nodes, names, is_class=isinstance(scope, ast.ClassDef))
    calls: dict[str, Group] = {}
    for node in nodes:
        match node:
            case ast.Call(func=func, args=args, keywords=words) if len(args) + len(words) > 1:
                values = [*args, *(each.value for each in words)]
                cells = [found for each in values for found in maybe_folded(each, names)]
                calls.setdefault(ast.dump(func), Group()).add(cells, node.lineno)
    yield from calls.values()


def _of_branches(nodes: Iterable[ast.AST], names: Mapping[str, Any]) -> Group:
    """A row for each constant that a condition compares with and each constant outcome of its body."""
    group = Group()
    for node in nodes:
        for given, line, outcomes in branches_of(node, names):
            group.size += 1
            group.rows += [Row((given, outcome), line) for outcome in outcomes]
        match node:
            case ast.Return(value=ast.expr() as value) | ast.Yield(value=ast.expr() as value):
                group.answers += [(found, node.lineno) for found in maybe_folded(value, names)]
    return group


def _of_assignments(nodes: Iterable[ast.AST], names: Mapping[str, Any], *, is_class: bool) -> Group:
    """Entries that are filled in one by one, and the members of a class that are rows."""
    group = Group()
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Subscript(slice=key)], value=value):
                group.add([*maybe_folded(key, names), *maybe_folded(value, names)], node.lineno)
            case ast.Assign(value=ast.Tuple() as value) if is_class:
                group.add([found for each in value.elts for found in maybe_folded(each, names)], node.lineno)
    return group


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(scope):
        if not isinstance(child, _FUNCTIONS | ast.ClassDef):
            yield child
            yield from _own_nodes(child)
        else:
            for mark in child.decorator_list:
                yield from [mark, *_own_nodes(mark)]


def _is_documentation(node: ast.AST) -> bool:
    """Whether a node takes documentation apart (`f.__doc__.splitlines()`), so that it is data."""
    match node:
        case ast.Attribute(value=ast.Attribute(attr="__doc__") | ast.Name(id="__doc__")):
            return True
    return isinstance(node, ast.Attribute) and node.attr == "getdoc"


def _computed(node: ast.AST, *, with_documentation: bool) -> Iterator[ast.expr]:
    """The widest expressions below a node that are no plain literal, and texts."""
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.Expr(value=ast.Constant()) if not with_documentation:
                continue
            case ast.Constant(value=str() | bytes() as text) if len(text) >= _SHORTEST:
                yield child
            case ast.Call() | ast.BinOp() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.Subscript():
                yield child
                yield from _computed(child, with_documentation=with_documentation)
            case ast.JoinedStr() | ast.arguments() | ast.AST():
                yield from _computed(child, with_documentation=with_documentation)


def _of_value(value: Any, line: int) -> Iterator[Group]:  # noqa: ANN401 - any constant
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if isinstance(value, str):
        if inner := unwrapped(value.encode("utf-8", "surrogatepass")):
            rows = [Row(row.cells, line) for row in rows_of_file(inner[-1])]
            yield Group(rows, len(rows))
        found = parsed(value)
        if not found or isinstance(found[0], str | int | float):
            rows = [Row(row.cells, line) for row in rows_of_text(value)]
            yield Group(rows, len(value.splitlines()))
            return
        value = found[0]
    for each in _containers(value):
        rows = [Row(row.cells, line) for row in rows_of_value(each) if not isinstance(each, dict) or len(row.cells) > 1]
        inside = [*each.keys(), *each.values()] if isinstance(each, dict) else list(each)
        answers = [
            (part, line) for one in inside for part in (one if isinstance(one, list | tuple) and is_row(one) else [one])
        ]
        yield Group(rows, len(each), answers)


def _containers(value: Any) -> Iterator[Any]:  # noqa: ANN401 - any constant
    match value:
        case dict():
            yield value
            for each in value.values():
                yield from _containers(each)
        case list() | tuple() | set() | frozenset():
            yield value
            for each in value:
                yield from _containers(each)
