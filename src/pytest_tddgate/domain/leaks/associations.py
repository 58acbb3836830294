"""The constants that a module puts side by side: rows of its tables, and branches with their outcomes."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.branches import alternatives_of, branches_of, chosen_in, compared_in
from pytest_tddgate.domain.leaks.columns import column_rows
from pytest_tddgate.domain.leaks.decisions import decided_rows
from pytest_tddgate.domain.leaks.groups import Group, groups_of_value, other_readings
from pytest_tddgate.domain.leaks.object_values import values_of, without_objects
from pytest_tddgate.domain.leaks.rarity import canonical, literal_in
from pytest_tddgate.domain.leaks.rows import Row, is_row, rows_of_file, rows_of_text
from pytest_tddgate.domain.python.code_in_texts import hidden_code
from pytest_tddgate.domain.python.conversions import unwrapped
from pytest_tddgate.domain.python.folding import constants_of, maybe_folded
from pytest_tddgate.domain.python.nodes import nodes_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["groups_in"]

_SHORTEST = 8  # characters; a shorter text holds no table
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
_LITERALS = ast.Dict | ast.List | ast.Tuple | ast.Set


@lru_cache(maxsize=512)  # several checks ask for the same file
def groups_in(tree: ast.Module) -> tuple[Group, ...]:
    """Every group of rows in a module, including code that is written as a text."""
    return tuple(_groups_in(tree))


def _groups_in(tree: ast.Module) -> Iterator[Group]:
    names = _answers_by_name(tree, constants_of(without_objects(tree)))
    for inner, line in hidden_code(tree):
        yield from (group.moved_to(line) for group in groups_in(inner))
    for node in nodes_in(tree):
        if isinstance(node, _LITERALS):
            yield _of_literal(node, names)
            yield _in_turns(node, names)
            yield from _of_inner(node, names)
        elif isinstance(node, ast.Module | ast.ClassDef | _FUNCTIONS):
            yield from _of_scope(node, names)
    reads_documentation = any(_is_documentation(node) for node in nodes_in(tree))
    for node in _computed(tree, with_documentation=reads_documentation):
        for value in maybe_folded(node, names):
            yield from _of_value(value, node.lineno)


def _answers_by_name(tree: ast.Module, names: Mapping[str, Any]) -> dict[str, Any]:
    """`names`, and the functions that only return a constant: a table can hold the function instead."""
    found = dict(names)
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name, body=[ast.Return(value=value)]):
                found.update((name, each) for each in values_of(value, names))
    return found


def _in_turns(node: ast.Dict | ast.List | ast.Tuple | ast.Set, names: Mapping[str, Any]) -> Group:
    """The rows of a flat sequence in which keys and answers alternate: `["1-3", [1, 2, 3], "5", [5]]`."""
    group = Group()
    for key, answer in (
        zip(node.elts[::2], node.elts[1::2], strict=False) if isinstance(node, ast.List | ast.Tuple) else ()
    ):
        group.add([*values_of(key, names), *values_of(answer, names)], key.lineno)
    return group


def _of_literal(node: ast.Dict | ast.List | ast.Tuple | ast.Set, names: Mapping[str, Any]) -> Group:
    group = Group()
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            line = key.lineno if key else value.lineno
            row = [*_cells_of(key, names), *_cells_of(value, names)]
            group.add(row, line)
            group.answers += [(each, line) for each in row]
        return group
    for element in node.elts:
        folded = values_of(element, names)
        parts = element.args + [each.value for each in element.keywords] if isinstance(element, ast.Call) else []
        cells = [found for part in parts for found in values_of(part, names)]
        if isinstance(element, ast.Tuple | ast.List) and any(isinstance(each, ast.Lambda) for each in element.elts):
            cells = [found for each in element.elts for found in _cells_of(each, names)]
        if not parts and folded and isinstance(folded[0], list | tuple) and is_row(folded[0]):
            cells = list(folded[0])
        group.add(cells, element.lineno)
        group.answers += [(each, element.lineno) for each in cells or folded]
    return group


def _cells_of(node: ast.expr | None, names: Mapping[str, Any]) -> list[Any]:
    """The constant in a cell; for a lambda, what it returns, or else what it compares with."""
    if not isinstance(node, ast.Lambda):
        return list(values_of(node, names))
    return [*values_of(node.body, names)] or [value for value, _ in compared_in(node.body, names)]


def _of_inner(node: ast.expr, names: Mapping[str, Any]) -> Iterator[Group]:
    """The other ways to read a literal dict as a table, such as inverted or by columns."""
    table = next(iter(values_of(node, names)), None)
    if isinstance(node, ast.Dict) and isinstance(table, dict):
        lines = {canonical(key): each.lineno for key, each in zip(table, node.keys, strict=False) if each is not None}
        yield from other_readings(table, lambda key: lines.get(canonical(key), node.lineno))


def _of_scope(scope: ast.AST, names: Mapping[str, Any]) -> Iterator[Group]:
    """The groups in the statements of a function, class or module, without functions and classes inside it."""
    names = constants_of(without_objects(scope), names) if isinstance(scope, _FUNCTIONS) else names
    nodes = list(_own_nodes(scope))
    yield _of_branches(nodes, names)
    if isinstance(scope, _FUNCTIONS):
        yield Group(answers=[found for node in nodes for found in chosen_in(node, names)])
    if isinstance(scope, _FUNCTIONS):
        yield Group.of(decided_rows(scope.body, names))
    yield from map(Group.of, column_rows(nodes, names))
    yield _of_assignments(nodes, names, is_class=isinstance(scope, ast.ClassDef))
    calls: dict[str, Group] = {}
    raised = [node.exc for node in nodes if isinstance(node, ast.Raise)]  # its arguments are one answer, not a row
    for node in nodes:
        match node:
            case ast.Call(func=func, args=args, keywords=words) if len(args) + len(words) > 1 and node not in raised:
                values = [*args, *(each.value for each in words)]
                cells = [found for each in values for found in values_of(each, names)]
                calls.setdefault(ast.dump(func), Group()).add(cells, node.lineno)
    yield from calls.values()


def _of_branches(nodes: Iterable[ast.AST], names: Mapping[str, Any]) -> Group:
    """A row for each constant that a condition compares with, and each constant outcome of its branch."""
    group = Group()
    for node in nodes:
        for given, line, outcomes in branches_of(node, names):
            group.size += 1
            group.rows += [Row((given, outcome), line) for outcome in outcomes]
        match node:
            case ast.Expr(value=ast.Call(args=args)):
                group.answers += [(found, node.lineno) for each in args for found in values_of(each, names)]
            case ast.Return(value=ast.expr() as value) | ast.Yield(value=ast.expr() as value):
                group.answers += [(found, node.lineno) for found in values_of(value, names)]
    return group


def _of_assignments(nodes: Iterable[ast.AST], names: Mapping[str, Any], *, is_class: bool) -> Group:
    """Rows of entries that are assigned one by one (`table[key] = answer`), and of class attributes that are tuples."""
    group = Group()
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Subscript(slice=key)], value=value):
                group.add([*values_of(key, names), *values_of(value, names)], node.lineno)
            case ast.Assign(value=ast.Tuple() as value) if is_class:
                group.add([found for each in value.elts for found in values_of(each, names)], node.lineno)
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
    """Whether a node reads a docstring as data: `f.__doc__.splitlines()`, `inspect.getdoc`."""
    match node:
        case ast.Attribute(value=ast.Attribute(attr="__doc__") | ast.Name(id="__doc__")):
            return True
    return isinstance(node, ast.Attribute) and node.attr == "getdoc"


def _computed(node: ast.AST, *, with_documentation: bool) -> Iterator[ast.expr]:
    """The expressions below a node that may compute a table, and texts that may hold one."""
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


def _of_value(value: Any, line: int) -> Iterator[Group]:
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if isinstance(value, str):
        yield Group(answers=[(each, line) for each in alternatives_of(value) if "|" in value])
        if inner := unwrapped(value.encode("utf-8", "surrogatepass")):
            rows = [Row(row.cells, line) for row in rows_of_file(inner[-1])]
            yield Group(rows, len(rows))
        found = literal_in(value)
        if not found or isinstance(found[0], str | int | float):
            rows = [Row(row.cells, line) for row in rows_of_text(value)]
            yield Group(rows, len([each for each in value.splitlines() if each.strip()]))
            return
        value = found[0]
    yield from groups_of_value(value, line)
