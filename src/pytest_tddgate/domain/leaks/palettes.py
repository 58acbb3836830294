"""Rows that name colours: the numbers do not follow from the name, so that code has to hold both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_tddgate.domain.leaks.example_index import ExampleIndex
    from pytest_tddgate.domain.leaks.rows import Row

__all__ = ["palette_in"]

_NAME = re.compile(r"[^\W\d_]+(?:[-_ ][^\W\d_]+)*")
_PARTS = (3, 4)  # red, green, blue, and opacity
_MOST = 255
_LETTERS = 26  # a number up to this may be a count, or a position in the alphabet


def palette_in(rows: Iterable[Row], index: ExampleIndex) -> list[Row]:
    """The rows of a name and a colour of three or four parts, in either order.

    Rows that may be computed, from character codes, positions or counts, are left out. Empty if a name has several
    colours, or if the tests pass the parts of a colour as separate arguments.
    """
    named = [(row, *found) for row in rows if (found := _name_and_colour(row.cells))]
    if len({name for _, name, _ in named}) < len({(name, *colour) for _, name, colour in named}):
        return []
    clear = [row for row, name, colour in named if not _may_follow(name, colour)]
    dark = [row for row, _, colour in named if not any(colour)]
    if not clear or any(index.is_given_apart(colour) for _, _, colour in named):
        return []
    return [*clear, *dark]


def _name_and_colour(cells: Sequence[Any]) -> tuple[str, Sequence[int]] | None:
    match cells:
        case (str() as name, list() | tuple() as colour) | (list() | tuple() as colour, str() as name):
            return (name, colour) if _NAME.fullmatch(name) and _is_colour(colour) else None
    return None


def _is_colour(value: Sequence[Any]) -> bool:
    return len(value) in _PARTS and all(type(each) is int and 0 <= each <= _MOST for each in value)


def _may_follow(name: str, colour: Sequence[int]) -> bool:
    if max(colour) <= _LETTERS:
        return True
    codes = {ord(each) for each in name.lower() + name.upper()}
    return sum(each in codes for each in colour) * 2 > len(colour)
