"""Neighbours of a value: values of the same type and form that differ from it in one place."""

from __future__ import annotations

import datetime as dt
import decimal
import enum
import re
import types
from itertools import islice, pairwise, zip_longest
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.python.attributes import attributes_of, with_attributes, with_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["neighbours_of", "neighbours_of_call"]

_MOST = 24
_STEPS = (1, -1, 10)  # added to a number in a text
_DEEPEST = 4
_NUMBER = re.compile("[0-9]+")
_LETTER = re.compile("[A-Za-z]")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_NEXT = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "bcdefghijklmnopqrstuvwxyzaBCDEFGHIJKLMNOPQRSTUVWXYZA"
)
_NONE = object()


def neighbours_of(value: Any, most: int = _MOST) -> tuple[Any, ...]:
    """At most `most` neighbours of a value, always the same ones, most useful first.

    Numbers go up and down; in a text, digits and letters change within their class, letters change case, and words
    change order; elements of a container are swapped, dropped, doubled and changed; attributes of an object are
    changed. None, enum members, classes, functions and objects without attributes have no neighbours.
    """
    return tuple(islice(_distinct(_near(value, _DEEPEST), value), most))


def neighbours_of_call(
    args: Sequence[Any], keywords: Mapping[str, Any], most: int = _MOST
) -> Iterator[tuple[list[Any], dict[str, Any]]]:
    """Calls (args, keywords) that differ from this one in one argument, for each argument in turn."""
    places = [(args, index) for index in range(len(args))] + [(keywords, name) for name in keywords]
    changes = ([(index, near) for near in neighbours_of(given[index])] for given, index in places)  # type: ignore[index]  # each key belongs to its container
    for place, near in islice(_in_turn(*changes), most):
        if isinstance(place, int):
            yield [*args[:place], near, *args[place + 1 :]], dict(keywords)
        else:
            yield list(args), {**keywords, place: near}


def _distinct(found: Iterable[Any], value: Any) -> Iterator[Any]:
    seen = {repr(value)}
    for plain in found:
        each = with_value(value, plain)
        text = repr(each)
        if type(each) is type(value) and text not in seen and not _is_same(each, value):
            seen.add(text)
            yield each


def _is_same(one: Any, other: Any) -> bool:
    try:
        return bool(one == other)
    except Exception:  # noqa: BLE001 - the subject's comparison can raise anything
        return False


def _near(value: Any, depth: int) -> Iterable[Any]:  # noqa: C901, PLR0911 - one line for each type
    if depth == 0:
        return ()
    match value:
        case bool():
            return (not value,)
        case enum.Enum() | type() | types.FunctionType() | types.BuiltinFunctionType() | types.ModuleType():
            return ()
        case int() | decimal.Decimal():
            return (value + 1, value - 1, value * 2, value + 10, -value, value + 100)
        case float():
            return (value + 1, value * 2, value - 1, value + 0.5, -value)
        case str():
            return _texts(value)
        case bytes():
            return _bytes(value)
        case list() | tuple():
            return _sequences(value, depth)
        case set() | frozenset():
            return _sets(value, depth)
        case dict():
            return _mappings(value, depth)
        case dt.date() | dt.timedelta():
            return _times(value)
        case _:
            return _objects(value, depth)


def _times(value: Any) -> Iterator[Any]:
    for days in (1, -1, 40):
        try:
            yield value + dt.timedelta(days)
        except OverflowError:
            continue


def _in_turn(*several: Iterable[Any]) -> Iterator[Any]:
    """The first element of each iterable, then the second of each, and so on."""
    for row in zip_longest(*several, fillvalue=_NONE):
        yield from (each for each in row if each is not _NONE)


def _texts(text: str) -> Iterator[str]:
    return _in_turn(_other_numbers(text), _other_letters(text), _other_words(text), _other_lengths(text))


def _other_numbers(text: str) -> Iterator[str]:
    numbers = list(_NUMBER.finditer(text))
    for step in _STEPS:
        for each in numbers:
            yield text[: each.start()] + _moved(each, step) + text[each.end() :]
    if len(numbers) > 1:
        yield _NUMBER.sub(lambda each: _moved(each, 1), text)
        yield _NUMBER.sub(lambda each: _moved(each, 10), text)


def _moved(number: re.Match[str], step: int) -> str:
    """The number plus `step`, at least 0, padded to its old width."""
    digits = number[0][-_LONGEST:]
    return number[0][:-_LONGEST] + str(max(0, int(digits) + step)).zfill(len(digits))


_LONGEST = 18
"""Digits of a number that are computed with: Python limits how many digits it converts to a number."""


def _other_letters(text: str) -> Iterator[str]:
    for each in islice(_LETTER.finditer(text), 3):
        yield text[: each.start()] + each[0].translate(_NEXT) + text[each.end() :]
    yield text.swapcase()
    yield text.translate(_NEXT)


def _other_words(text: str) -> Iterator[str]:
    """The text with its words (also numbers and hyphenated words) in reverse order, with one less, with one more."""
    spans = [(0, 0), *(each.span() for each in _WORD.finditer(text)), (len(text), len(text))]
    words = [text[first:last] for first, last in spans[1:-1]]
    between = [text[one[1] : other[0]] for one, other in pairwise(spans)]
    if len(words) > 1:
        yield _joined(words[::-1], between)
        yield text[: spans[-3][1]] + between[-1]
        yield between[0] + text[spans[2][0] :]
        yield text[: spans[-2][1]] + between[1] + words[0] + between[-1]


def _joined(words: list[str], between: list[str]) -> str:
    return "".join(f"{gap}{word}" for gap, word in zip(between, [*words, ""], strict=True))


def _other_lengths(text: str) -> Iterator[str]:
    if len(text) > 1:
        yield text[1] + text[0] + text[2:]
        yield text[:-1]
        yield text[1:]
    yield text + text[-1:]


def _bytes(value: bytes) -> Iterator[bytes]:
    for each in _texts(value.decode("latin-1")):
        try:
            yield each.encode("latin-1")
        except UnicodeEncodeError:
            continue


def _sequences(value: Any, depth: int) -> Iterator[Any]:
    items = list(value)
    make = type(value) if type(value) in {list, tuple} else getattr(value, "_make", None)
    if make is None:
        return iter(())
    changed = [
        [make([*items[:index], near, *items[index + 1 :]]) for near in islice(_near(each, depth - 1), 6)]
        for index, each in enumerate(items[:8])
    ]
    if not hasattr(value, "_make"):
        changed.append([make(each) for each in _other_orders(items)])
    return _in_turn(*changed)


def _other_orders(items: list[Any]) -> Iterator[list[Any]]:
    if items:
        yield [*items, items[-1]]
        yield items[:-1]
    if len(items) > 1:
        yield [items[1], items[0], *items[2:]]
        yield items[1:]
        yield items[::-1]


def _sets(value: Any, depth: int) -> Iterator[Any]:
    make = type(value)
    for each in islice(sorted(value, key=repr), 8):
        for near in islice(_near(each, depth - 1), 3):
            yield make((value - {each}) | {near})
        yield make(value - {each})


def _mappings(value: dict[Any, Any], depth: int) -> Iterator[dict[Any, Any]]:
    if type(value) is not dict:
        return
    for key in islice(value, 8):
        without = {each: value[each] for each in value if each != key}
        for near in islice(_near(value[key], depth - 1), 3):
            yield {**value, key: near}
        for near in islice(_near(key, depth - 1), 2):
            yield {near if each == key else each: held for each, held in value.items()}
        yield without


def _objects(value: Any, depth: int) -> Iterator[Any]:
    """Copies of an object with one changed attribute."""
    held = attributes_of(value) or {}
    for name in islice(held, 8):
        for near in islice(_near(held[name], depth - 1), 4):
            other = with_attributes(value, {**held, name: with_value(held[name], near)})
            if other is None:
                return
            yield other
