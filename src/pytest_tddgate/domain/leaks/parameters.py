"""The values of a test's parameters, row by row."""

from __future__ import annotations

import ast
import itertools
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.object_values import values_of
from pytest_tddgate.domain.python.folding import maybe_folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["parameter_rows"]

_MOST = 60
"""Rows per test at most; the cells of further rows are still read as those of a table (`examples_in`)."""


def parameter_rows(marks: list[ast.expr], names: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """For each run of a test with these decorators: parameter -> value, as far as values are constants.

    `names` are names with known values. A test without parameters has one empty row.
    """
    tables = [list(_rows_of(mark, names)) for mark in marks]
    for rows in itertools.islice(itertools.product(*(each for each in tables if each)), _MOST):
        yield {name: value for row in rows for name, value in row.items()}


def _rows_of(mark: ast.expr, names: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    match mark:
        case ast.Call(func=ast.Attribute(attr="parametrize"), args=[heads, rows, *_]):
            texts = [name for value in maybe_folded(heads, {}) for name in _names_in(value)]
            for row in _elements(rows, names):
                values = [row] if len(texts) == 1 else getattr(row, "elts", [])
                pairs = zip(texts, values, strict=False)
                yield {name: value for name, node in pairs for value in values_of(node, names)}


def _names_in(heads: Any) -> list[str]:
    texts = heads.split(",") if isinstance(heads, str) else heads
    return [str(each).strip() for each in texts]


def _elements(rows: ast.expr, names: Mapping[str, Any]) -> Iterator[ast.expr]:
    if isinstance(rows, ast.List | ast.Tuple | ast.Set):
        for each in rows.elts:
            is_param = isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr == "param"
            args = each.args if is_param and isinstance(each, ast.Call) else []
            yield args[0] if len(args) == 1 else ast.Tuple(args, ast.Load()) if args else each
        return
    for found in maybe_folded(rows, names):
        if isinstance(found, list | tuple):
            yield from (_constant(each) for each in found)


def _constant(value: Any) -> ast.expr:
    is_row = isinstance(value, list | tuple)
    return ast.Tuple([ast.Constant(each) for each in value], ast.Load()) if is_row else ast.Constant(value)
