"""Tables that hold exactly the pairs of names between which the tests convert."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.associations import groups_in
from pytest_tddgate.domain.leaks.branches import compared_in
from pytest_tddgate.domain.leaks.rarity import Raised
from pytest_tddgate.domain.python.nodes import nodes_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pytest_tddgate.domain.leaks.rows import Row
    from pytest_tddgate.domain.leaks.tested_calls import TestedCall

__all__ = ["PairTable", "pair_tables"]

_ROWS = 4
_SHARED = 2
"""Least number of names on both sides: what is converted to may also be converted from."""
_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PairTable:
    """The rows of a table in order, each with its pair, and a call that has the pair of the first row."""

    rows: tuple[tuple[Row, _Pair], ...]
    call: TestedCall


def pair_tables(tree: ast.Module, calls: Sequence[TestedCall]) -> Iterator[PairTable]:
    """The tables of a module whose keys are exactly the pairs of texts in these calls of one function.

    A pair may have a branch instead of a row. The pairs have to share names: a zone and a speed of shipping are not a
    conversion. Calls that should raise do not count.
    """
    shown = [each for each in calls if not any(isinstance(answer, Raised) for answer in each.answers)]
    for at in _places(shown):
        pairs: dict[_Pair, TestedCall] = {}
        for each in shown:
            pairs.setdefault((each.given[at], each.given[at + 1]), each)
        if len(pairs) < _ROWS or not _are_conversions(pairs):
            continue
        branches = [key for node in nodes_in(tree) for key in _compared(node)]
        for group in groups_in(tree):
            found = tuple((row, pair) for row in group.rows for pair in pairs if _is_pair(_key_of(row), pair))
            held = {pair for _, pair in found}
            is_whole = len(found) == len(group.rows) == group.size >= _ROWS
            if is_whole and all(pair in held or any(_is_pair(key, pair) for key in branches) for pair in pairs):
                yield PairTable(found, pairs[found[0][1]])


def _places(calls: Sequence[TestedCall]) -> Iterator[int]:
    """Each index at which every call has two texts in succession, among three or more arguments."""
    sizes = {len(each.given) for each in calls}
    size = sizes.pop() if len(sizes) == 1 else 0
    for at in range(size - 1) if size > 2 else ():  # noqa: PLR2004 - a pair, and what is converted
        if all(isinstance(each.given[place], str) for each in calls for place in (at, at + 1)):
            yield at


def _are_conversions(pairs: Iterable[_Pair]) -> bool:
    pairs = list(pairs)
    return len({one for one, _ in pairs} & {other for _, other in pairs}) >= _SHARED


def _compared(node: ast.AST) -> Iterator[Any]:
    """The constants that a condition compares with, one by one and all of them as a tuple."""
    if isinstance(node, ast.If | ast.IfExp):
        values = [value for value, _ in compared_in(node.test, {})]
        yield from (*values, tuple(values))


def _key_of(row: Row) -> Any:
    return row.cells[0] if len(row.cells) == 2 else row.cells[:-1]  # noqa: PLR2004 - a key and a value


def _is_pair(key: Any, pair: _Pair) -> bool:
    """Whether a key is this pair, also if it is one text: `km-m`, `km to m`."""
    one, other = map(re.escape, pair)
    is_text = isinstance(key, str) and re.fullmatch(rf"{one}[\W_]*(?:(?:to|2|in)[\W_]*)?{other}", key) is not None
    return is_text or (isinstance(key, list | tuple) and tuple(key) == pair)
