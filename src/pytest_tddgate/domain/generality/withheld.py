"""Removes tables from the code, to see which calls need them: only the tested calls, or also calls around them.

A rule with a table of corrections at the tested points computes results everywhere, so that its neighbours' results
look like those of an honest rule. Without the table, the results of the tested calls change, and no others.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.line_starts import line_starts

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

__all__ = ["Need", "Table", "Withheld", "serves_tests_alone", "tables_in"]

_ROWS = 3
"""Least number of elements of a table, and of points that only the table serves."""
_LONG = 24
"""Least number of characters of a text, or bytes of a number, that can be a table."""
_AROUND = 4
"""Neighbours that a point must have and that could have needed the table."""
_RARELY = 0.15
"""Share of these neighbours that may need the table: a change in one place can lead to another of its rows."""
_BESIDE = 1.25
"""Tested neighbours per point that may need the table; there are more if an exception covers three numbers in a row."""
_WIDELY = 8
"""Neighbours that a point must have if errors count; then no neighbour of any point may need the table."""
_EMPTY: dict[type[ast.AST], bytes] = {ast.Dict: b"{}", ast.Set: b"set()", ast.List: b"[]", ast.Tuple: b"()"}


@dataclass(frozen=True, slots=True)
class Table:
    """Constants that stand together in a source: its bytes from `start` to `end`, which `text` replaces to empty it.

    `text` has as many lines as what it replaces. `size` is the number of constants, or of characters in a single one.
    """

    line: int
    start: int
    end: int
    text: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Need:
    """A tested call whose outcome changes without a table; of its `asked` neighbours, `needy` ones change as well.

    If the call returned, only neighbours that returned something else with the table are asked. `failed` counts the
    neighbours that raise with and without the table, for calls whose arguments cannot be a name. `beside` counts the
    neighbours that are tested calls and need the table; these are not in the other counts.
    """

    arguments: str
    asked: int
    needy: int
    failed: int = 0
    beside: int = 0


@dataclass(frozen=True, slots=True)
class Withheld:
    """A table, by its absolute path and line, and each tested call of a function that needs it."""

    path: str
    line: int
    needs: tuple[Need, ...]


def serves_tests_alone(needs: Sequence[Need]) -> tuple[str, ...]:
    """The arguments of the tested calls that a table serves, if it serves hardly any calls around them; else empty.

    If the calls around them only raise errors, as they do around names, none of them may need the table.
    """
    served = [each for each in needs if each.asked >= _AROUND]
    if sum(each.needy for each in served) > _RARELY * sum(each.asked for each in served) or len(served) < _ROWS:
        served = [each for each in needs if each.failed and each.asked + each.failed >= _WIDELY]
        served = [] if any(each.needy for each in needs) else served
    is_row = sum(each.beside for each in served) > _BESIDE * len(served)
    return () if is_row or len(served) < _ROWS else tuple(each.arguments for each in served)


def tables_in(source: bytes, lines: Container[int]) -> tuple[Table, ...]:
    """The tables on these lines of a Python source, largest first; tables inside a constant table are left out."""
    try:
        source.decode("utf-8")
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return ()
    starts = line_starts(source)
    tables = [
        _without([(_span(node, starts), nothing)], node.lineno, source, _size(node))
        for node, nothing in _displays(tree)
    ]
    for values in _named_constants(tree):
        spans = [(_span(each, starts), b"object()") for each in values]
        tables.append(_without(spans, values[0].lineno, source, len(values)))
    found = [each for each in tables if any(each.line + more in lines for more in range(each.text.count(b"\n") + 1))]
    return tuple(sorted(found, key=lambda each: -each.size))


def _without(spans: Sequence[tuple[tuple[int, int], bytes]], line: int, source: bytes, size: int) -> Table:
    """The table of these (span in bytes, replacement) pairs of a source; the number of lines stays the same."""
    start, text = spans[0][0][0], b""
    end = start
    for (first, last), nothing in spans:
        text += source[end:first] + nothing[:-1] + b"\n" * source[first:last].count(b"\n") + nothing[-1:]
        end = last
    return Table(line, start, end, text, size)


def _span(node: ast.expr | ast.pattern, starts: Sequence[int]) -> tuple[int, int]:
    last = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
    return starts[node.lineno - 1] + node.col_offset, last


def _named_constants(tree: ast.AST) -> Iterator[list[ast.Constant]]:
    """The values of each class that assigns constants to enough names, as an enumeration does."""
    for node in ast.walk(tree):
        body = node.body if isinstance(node, ast.ClassDef) else []
        values = [each.value for each in body if isinstance(each, ast.Assign) and isinstance(each.value, ast.Constant)]
        if len(values) >= _ROWS:
            yield values


def _displays(node: ast.AST) -> Iterator[tuple[ast.expr | ast.pattern, bytes]]:
    """(Node, replacement) of displays, long constants and `|` patterns, except those inside constant ones.

    The replacement is an empty display or constant, or a pattern that matches nothing.
    """
    nothing = _nothing_like(node)
    if isinstance(node, ast.expr | ast.pattern) and nothing:
        yield node, nothing
    is_over = isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    if not is_over and not (nothing and _is_constant(node)):
        for child in _children(node):
            yield from _displays(child)


def _nothing_like(node: ast.AST) -> bytes:
    """The empty replacement of a display, constant or `|` pattern; `b""` if it is too short to be a table."""
    if isinstance(node, ast.Constant):
        return _nothing_for(node.value)
    if isinstance(node, ast.MatchOr):
        is_table = len(node.patterns) >= _ROWS and all(isinstance(each, ast.MatchValue) for each in node.patterns)
        return b'int("")' if is_table else b""
    several = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", ())
    is_read = isinstance(getattr(node, "ctx", None), ast.Load | None)
    return _EMPTY.get(type(node), b"") if is_read and len(several) >= _ROWS else b""


def _nothing_for(value: object) -> bytes:
    match value:
        case str() | bytes() if len(value) >= _LONG:
            return b"('')" if isinstance(value, str) else b"(b'')"
        case int() if value.bit_length() > 8 * _LONG:
            return b"(0)"
    return b""


def _is_constant(node: ast.AST) -> bool:
    return not any(isinstance(each, ast.Name | ast.Call | ast.JoinedStr) for each in ast.walk(node))


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node, without its annotations."""
    for name, value in ast.iter_fields(node):
        if name not in {"annotation", "returns", "type_params"}:
            yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, ast.AST))


def _size(node: ast.AST) -> int:
    return sum(
        len(each.value) if isinstance(each.value, str | bytes) and node is each else 1
        for each in ast.walk(node)
        if isinstance(each, ast.Constant)
    )
