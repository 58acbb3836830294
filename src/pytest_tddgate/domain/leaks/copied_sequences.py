"""Whether a sequence of numbers in the code was copied from a test, judged by what the test passes to calls."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.example_sides import is_uneven
from pytest_tddgate.domain.leaks.server_replies import STATUSES
from pytest_tddgate.domain.python.folding import is_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.leaks.constant_lists import ConstantList
    from pytest_tddgate.domain.leaks.expected_values import ExpectedValue

__all__ = ["is_copied", "is_filtered", "is_sequence"]

_NUMBERS = 3
_UNEVEN, _EVEN = 4, 2  # weight of a number that is uneven, and of any other
_MUCH, _SOME = 8, 4
"""Least weight of a sequence, and of one that begins with a distinctive number (`_is_one_of_many`) of the input."""
_FREE = frozenset({0, 1})
_YEARS = range(1900, 2101)
_COLOUR, _BRIGHT = (3, 4), range(100, 256)


def is_sequence(value: Any) -> bool:
    """Whether a value consists of at least three different numbers, and they are not a common series."""
    if not all(map(is_number, value)):
        return False
    numbers = sorted(set(value))
    return len(numbers) >= _NUMBERS and not _is_common(numbers)


def is_copied(listed: ConstantList, example: ExpectedValue) -> bool:
    """Whether a sequence that a test expects repeats the input of the test, or could be computed from it.

    It repeats the input if its first number is in it: a distinctive number, or, for a sequence of weight `_MUCH`, any
    that is not close to its length. It could be computed if it has weight `_MUCH`, a function with parameters returns
    it, and the test passes at least as many numbers to calls, years not counted. A colour (three or four whole numbers
    up to 255) counts only in functions and only if it repeats the input.
    """
    if list(listed.value) in map(list, example.lists):
        return False
    numbers, size = set(listed.value), len(listed.value)
    weight = sum(_UNEVEN if is_uneven(each) else _EVEN for each in numbers - _FREE)
    says_much = weight >= _MUCH and any(map(is_uneven, numbers))
    given = {each for each in example.given if is_number(each)} - _FREE
    first = next(iter(listed.value))
    begins_rarely = weight >= _SOME and first in given and _is_one_of_many(first)
    if begins_rarely or (says_much and first in given - {size - 1, size, size + 1}):
        return listed.function is not None or not _is_colour(listed.value)
    is_enough = len(given - set(_YEARS)) >= len(numbers)
    return says_much and is_enough and listed.is_answer and not _is_colour(listed.value)


def is_filtered(value: Any, parts: Iterable[Any]) -> bool:
    """Whether one of `parts`, the parts of a sequence that tests expect too, is not just its beginning."""
    return any(list(each) != list(value)[: len(each)] for each in parts)


def _is_one_of_many(number: Any) -> bool:
    return is_uneven(number) or 0 < number % 1 < 1


def _is_common(numbers: list[Any]) -> bool:
    """Whether sorted numbers are a common series: the first primes, numbers at equal distances, HTTP statuses."""
    if set(numbers) <= STATUSES:
        return True
    distances = {round(after - before, 9) for before, after in itertools.pairwise(numbers)}
    return len(distances) == 1 or all(each == prime for each, prime in zip(numbers, _primes(), strict=False))


def _primes() -> Iterator[int]:
    return (each for each in itertools.count(2) if all(each % other for other in range(2, int(each**0.5) + 1)))


def _is_colour(value: Any) -> bool:
    is_list = isinstance(value, list | tuple) and len(value) in _COLOUR
    return is_list and max(value) in _BRIGHT and all(type(each) is int and each >= 0 for each in value)
