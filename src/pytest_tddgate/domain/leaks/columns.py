"""Tables that are kept as columns: lists of equal length beside each other."""

from __future__ import annotations

import ast
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.object_values import values_of
from pytest_tddgate.domain.leaks.rows import WIDEST
from pytest_tddgate.domain.python.nodes import nodes_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["column_rows"]


def column_rows(nodes: Iterable[ast.AST], names: Mapping[str, Any]) -> Iterator[list[tuple[list[Any], int]]]:
    """The tables whose columns are lists among these nodes: rows of cells, each with the line of the last column."""
    lengths: defaultdict[int, list[tuple[list[Any], int]]] = defaultdict(list)
    inner: set[int] = set()
    for node in nodes:
        if not isinstance(node, ast.List | ast.Tuple) or not isinstance(node.ctx, ast.Load) or len(node.elts) < 2:  # noqa: PLR2004 - rows
            continue
        is_inner = id(node) in inner
        inner |= {id(each) for each in nodes_in(node)}
        for value in () if is_inner else values_of(node, names):
            lengths[len(value)].append((list(value), node.lineno))
    for columns in lengths.values():
        if 1 < len(columns) <= WIDEST:
            yield [(list(cells), columns[-1][1]) for cells in zip(*(values for values, _ in columns), strict=True)]
