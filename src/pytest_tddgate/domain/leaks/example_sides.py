"""The sides of an example, each a constant or several (`CompoundSide`), and the forms in which code may hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.rarity import canonical, forms_of, rarity_of
from pytest_tddgate.domain.python.folding import is_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "CompoundSide",
    "forms_of_compound",
    "forms_of_side",
    "is_made_of_numbers",
    "is_uneven",
    "leaves_in",
    "rarity_of_side",
    "repeats",
]

_DEEPEST = 6
_COMMON = frozenset(
    {*(2**power for power in range(4, 33)), 12, 15, 24, 25, 28, 29, 30, 31, 36, 48, 52, 60, 75, 90, 99, 127, 180, 255}
    | {360, 365, 366, 999, 1900, 1970, 3600, 86400}
)
"""Numbers of several digits that code has for its own reasons: sizes, calendars, clocks, angles, shares."""
_LONG = 1000  # characters; nobody looks up a longer text
_FULL = 4
"""Weight that makes a rarity of 1: an uneven number has it, three small numbers together have one and a half."""
_SHORTEST = 3  # characters; shorter parts of a text are in every other text
_SEVERAL = 2  # numbers of a text that a list can repeat
_ENOUGH = 3  # numbers that identify a text, whatever is around them


@dataclass(frozen=True, slots=True)
class CompoundSide:
    """Several constants that are one side of an example, in order, such as the arguments of a call."""

    values: tuple[Any, ...]

    def __repr__(self) -> str:
        """The constants as the arguments of a call are written."""
        return repr(self.values)


def leaves_in(value: Any, depth: int = _DEEPEST) -> Iterator[Any]:
    """The constants inside nested containers, in order; for a dict, those in its values."""
    match value:
        case _ if depth == 0:
            return
        case CompoundSide(values=inside) | (list() | tuple() | set() | frozenset() as inside):
            yield from (leaf for each in inside for leaf in leaves_in(each, depth - 1))
        case dict():
            yield from (leaf for each in value.values() for leaf in leaves_in(each, depth - 1))
        case _:
            yield value


def rarity_of_side(value: Any) -> int:
    """The rarity of a constant; for constants that are given together, 0, 1 or 2 by the sum of their weights."""
    if not isinstance(value, CompoundSide):
        return rarity_of(value)
    return min(2, int(sum(map(_weight, leaves_in(value)))) // _FULL)


def _weight(value: Any) -> float:
    if isinstance(value, str | bytes):
        return rarity_of(value) * _FULL
    if not _is_number(value) or abs(value) in {0, 1}:
        return 0.5 if _is_number(value) else 0
    return _FULL if is_uneven(value) else 2


def is_uneven(value: Any) -> bool:
    """Whether a number is distinctive: two digits or more, final zeros not counted, and not in `_COMMON`.

    A whole number does not count if its last digit, before final zeros, is 5.
    """
    if not _is_number(value) or abs(value) in _COMMON:
        return False
    digits = re.sub(r"^[0.]*|e.*$|[.]", "", repr(abs(value))).rstrip("0")
    return len(digits) > 1 and (digits[-1] != "5" or isinstance(value, float))


def _is_number(value: Any) -> bool:
    return is_number(value) and abs(value) < 1 << 64


def forms_of_side(value: Any) -> frozenset[str]:
    """The forms in which code may hold one side of an example; constants given together also as one list or text."""
    if not isinstance(value, CompoundSide):
        return forms_of(value)
    flat = list(leaves_in(value))
    texts = {form for values in (list(value.values), flat) for form in forms_of(values) if len(form) < _LONG}
    return frozenset({*texts, _in_any_order(flat), *_by_numbers(flat)})


def forms_of_compound(cell: Any) -> set[str]:
    """The forms by which a cell can match constants that were given together."""
    if isinstance(cell, CompoundSide | list | tuple | set | frozenset | dict):
        values = list(leaves_in(cell))
        return {canonical(values), _in_any_order(values)} if len(values) > 1 else {canonical(each) for each in values}
    return set(_by_numbers([cell])) if isinstance(cell, str) else set()


def _in_any_order(values: Iterable[Any]) -> str:
    return "~" + ",".join(sorted(map(canonical, values)))


def repeats(value: Any, part: Any) -> bool:
    """Whether a constant contains this part: a text contains a text or uneven number, or a list an uneven number."""
    if isinstance(part, str) and isinstance(value, str):
        return value.strip() != part.strip() and rarity_of(part) > 0 and len(part) >= _SHORTEST and part in value
    if not is_uneven(part):
        return False
    if isinstance(value, str):
        return re.search(rf"(?<![\d.]){re.escape(repr(part))}(?![\d.])", value) is not None
    return isinstance(value, list | tuple) and part in list(leaves_in(value))


def is_made_of_numbers(value: Any, text: Any) -> bool:
    """Whether a list contains all whole numbers of a text that has several: `[1, 2, 3]` contains those of `1-3`."""
    if not isinstance(text, str) or not isinstance(value, list | tuple | set | frozenset):
        return False
    numbers = {int(each) for each in re.findall(r"\d{1,18}", text)}
    return len(numbers) >= _SEVERAL and numbers <= {each for each in leaves_in(value) if _is_number(each)}


def _by_numbers(values: Iterable[Any]) -> Iterator[str]:
    """One form for values with the same three or more whole numbers in the same order, whatever text is around them."""
    known = [each for each in values if isinstance(each, str) or _is_number(each)]
    texts = [each if isinstance(each, str) else repr(each) for each in known]
    numbers = [int(each) for text in texts for each in re.findall(r"\d{1,18}", text)]
    if len(numbers) >= _ENOUGH:
        yield f"#{numbers}"
