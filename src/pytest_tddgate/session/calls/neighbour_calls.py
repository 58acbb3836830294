"""The calls around a tested call that are made with and without a table, and what they show about the table.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.generality.neighbours import neighbours_of_call
from pytest_tddgate.domain.generality.telling import telling_texts, written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from pytest_tddgate.session.calls.recorder import Arguments, Called

__all__ = ["Neighbour", "calls_around", "needs_of", "places_of"]

_NUMBERS = (int, float, Decimal)
_KINDS = frozenset(each.__name__ for each in _NUMBERS)
_FURTHER = (2, -2, 3, -3)
"""Further steps by which a number is moved, if it is varied alone."""
_SHOWN = 3
"""Number of fields that a call shows: ending, class, value. The fields of `Neighbour.marks` follow."""
_SEVERAL = 3
"""Different results that neighbours must have without needing the table; fewer may be a default for all but codes."""
_POINT = 2
"""Rows of a tested call before those of its neighbours: what it is, and what it shows."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A neighbour of a tested call.

    `place` is the argument that it varies, if that is a number and not the only argument, else empty. `is_tested`: a
    test makes this call; `is_value`: a test gives this argument this value; `is_further`: it is moved by `_FURTHER`.
    """

    arguments: Arguments
    place: str
    is_tested: bool
    is_value: bool
    is_further: bool = False

    @property
    def marks(self) -> list[Any]:
        """The fields of a neighbour's row after those that the call shows."""
        return [self.place, self.is_tested, self.is_value, self.is_further]


def places_of(arguments: Arguments) -> dict[str, Any]:
    """Position (as text) or name -> argument."""
    args, keywords = arguments
    return {**{str(place): each for place, each in enumerate(args)}, **keywords}


def calls_around(
    called: Called, arguments: Arguments, tested: Collection[str], values: Collection[tuple[str, str]]
) -> Iterator[Neighbour]:
    """The neighbours of a call; of one that raised, only those whose texts, which may cause the error, differ.

    `tested` are the calls of the tests as text, `values` the values that they give to each argument.
    """
    texts, given = telling_texts(arguments), places_of(arguments)
    numbers = [each for each in given if _is_number(given[each])] if len(given) > 1 else []
    seen = set()
    for near in neighbours_of_call(*arguments):
        if called.ending == "returned" or telling_texts(near) != texts:
            text, found = written(near), places_of(near)
            seen.add(text)
            place = next((each for each in numbers if written(found[each]) != written(given[each])), "")
            yield Neighbour(near, place, text in tested, (place, written(found[place])) in values if place else False)
    for place in numbers if called.ending == "returned" else ():
        for step in _FURTHER:
            near = _moved(arguments, place, step)
            if (text := written(near)) not in seen:
                is_value = (place, written(places_of(near)[place])) in values
                yield Neighbour(near, place, text in tested, is_value, is_further=True)


def _is_number(value: Any) -> bool:
    return type(value) in _NUMBERS


def _moved(arguments: Arguments, place: str, step: int) -> Arguments:
    args, keywords = arguments
    if place in keywords:
        return list(args), {**keywords, place: keywords[place] + step}
    return [each + step if str(index) == place else each for index, each in enumerate(args)], dict(keywords)


def needs_of(called: Called, before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[str, list[Any]]]:
    """The fields of `Need`: for all neighbours (`""`), and for those that vary one argument used in computation.

    Such an argument leads to different results even without the table; one that only the table uses may be a code.
    """
    if not after or len(after) != len(before) or before[1] != [called.ending, called.kind, called.value]:
        return
    (words, is_composed), shown = before[0], before[1]
    rows = [
        (one[:_SHOWN], other[:_SHOWN], *one[_SHOWN:])
        for one, other in zip(before[_POINT:], after[_POINT:], strict=True)
    ]
    if need := _need_of_all(words, is_composed, shown, rows):
        yield "", need
    for place in dict.fromkeys(each[2] for each in rows if each[2]) if shown[1] in _KINDS else ():
        if need := _need_of_one(words, shown, after[1], [each for each in rows if each[2] == place]):
            yield place, need


def _need_of_all(words: str, is_composed: bool, shown: list[str], rows: list[Any]) -> list[Any]:  # noqa: FBT001 - a row's field
    own = [(one, other, is_tested) for one, other, _, is_tested, _, is_further in rows if not is_further]
    pairs = [(one, other) for one, other, is_tested in own if not is_tested]
    failed = [(one, other) for one, other in pairs if one[0] == "raised"] if is_composed else []
    if shown[0] == "returned":
        pairs = _otherwise(pairs, shown)
        if not is_composed and 0 < len({one[2] for one, other in pairs if one == other}) < _SEVERAL:
            return []
    count = 0 if shown[0] != "returned" or _needy(failed) else len(failed)
    return [words, len(pairs), _needy(pairs), count, _needy((one, other) for one, other, is_tested in own if is_tested)]


def _need_of_one(words: str, shown: list[str], without: list[str], rows: list[Any]) -> list[Any]:
    near = [(one, other) for one, other, _, is_tested, is_value, _ in rows if not (is_tested or is_value)]
    beside = [(one, other) for one, other, _, is_tested, is_value, _ in rows if is_tested or is_value]
    pairs = _otherwise(near, shown)
    own = {other[2] for _, other in pairs if other[0] == "returned" and other[1] in _KINDS} | {without[2]}
    if len(own) <= len(pairs) or without[1] not in _KINDS:
        return []
    return [words, len(pairs), _needy(pairs), 0, _needy(beside)]


def _otherwise(pairs: list[Any], shown: list[str]) -> list[Any]:
    """The pairs whose call returned something other than the tested call while the table was there."""
    return [(one, other) for one, other in pairs if one[0] == "returned" and one != shown]


def _needy(pairs: Iterable[Any]) -> int:
    return sum(one != other for one, other in pairs)
