"""Altered copies of a plain value, which any sensible comparison of its type tells apart from it.

Comparisons may ignore case, blanks, small differences, order, repetition, empty ends, or comments. So no copy differs
only in these: what is inserted or substituted resembles nothing in the value, and there are two versions of it.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["altered"]

_SPEAKING = re.compile(r"[\w\s.,:/-]*")
"""Texts in which every character counts: a bracket, `#`, `+` or `;` can begin a comment or a fragment."""
_STEPS = (1_000_003, 917_348_223)  # without a common divisor, so that no modulus makes both copies equal the value
_WORD = "q7"
_LONG = 3  # characters of a text that has a middle
_MOST = 8  # keys of a mapping that are used


def altered(value: Any) -> Iterator[tuple[Any, ...]]:
    """Groups of altered copies: a comparison that accepts all copies of one group ignores real differences.

    `value` is a string, a number, a list, tuple, set or dict, and not of a subclass. An empty value has no copies.
    """
    match value:
        case str() if value and _SPEAKING.fullmatch(value):
            yield from _texts(value)
        case int() | float():
            yield tuple(value + step for step in _STEPS)
            yield tuple(value - step for step in _STEPS)
        case list() | tuple() if value:
            yield from _sequences(value)
        case set() | frozenset() if value:
            yield from _sets(value)
        case dict() if value:
            yield from _mappings(value)


def _texts(text: str) -> Iterator[tuple[str, ...]]:
    yield (text + _WORD,)
    yield (_WORD + text,)
    if len(text) >= _LONG:
        yield (text[:1] + _WORD + text[1:],)
        yield text[1:], text[:-1]
        yield tuple(text[:1] + each * (len(text) - 2) + text[-1:] for each in _WORD)


def _sequences(value: Any) -> Iterator[tuple[Any, ...]]:
    make, items = type(value), list(value)
    new = _others_than(items[0])
    places = [(len(items), len(items)), (0, 0), (1, 1), (0, 1), (len(items) - 1, len(items))]
    for first, last in places:
        yield tuple(make([*items[:first], each, *items[last:]]) for each in new)
    if items[0] and items[-1] and items[0] != items[-1]:
        yield tuple(make([each for each in items if each != gone]) for gone in (items[0], items[-1]))


def _sets(value: Any) -> Iterator[tuple[Any, ...]]:
    items = list(islice(value, 2))
    new = _others_than(items[0])
    yield tuple(value | {each} for each in new)
    yield tuple((value - {items[0]}) | {each} for each in new)
    if len(items) > 1 and all(items):
        yield tuple(value - {each} for each in items)


def _mappings(value: dict[Any, Any]) -> Iterator[tuple[Any, ...]]:
    keys = list(islice(value, _MOST))
    yield tuple({**value, each: 1} for each in _others_than(keys[0]))
    yield tuple({key: _others_than(each)[index] for key, each in value.items()} for index in range(2))
    if len(keys) > 1 and all(value.values()):
        yield tuple({key: each for key, each in value.items() if key != gone} for gone in keys)


def _others_than(value: Any) -> tuple[Any, Any]:
    """Two values of the same type as this one, if it is a number or string, that resemble it in nothing else."""
    if isinstance(value, int | float):
        return value + _STEPS[0], value + _STEPS[1]
    if isinstance(value, str):
        return "nobody wrote this", "and nobody that"
    return object(), object()
