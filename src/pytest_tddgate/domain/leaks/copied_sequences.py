"""Sequences of numbers that code has from a test, as they repeat what the test gives."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.replies import STATUSES
from pytest_tddgate.domain.leaks.together import is_uneven
from pytest_tddgate.domain.python.folding import is_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.leaks.expected_wholes import ExpectedWhole
    from pytest_tddgate.domain.leaks.wholes import Whole

__all__ = ["is_copied", "is_filtered", "is_sequence"]

_NUMBERS = 3
_UNEVEN, _EVEN = 4, 2  # what a number weighs that is one of many, and another
_MUCH, _SOME = 8, 4
"""The weight of a sequence that says much, and of one that says enough where it begins with a number of many that the
test gives."""
_FREE = frozenset({0, 1})
_YEARS = range(1900, 2101)
_COLOUR, _BRIGHT = (3, 4), range(100, 256)


def is_sequence(value: Any) -> bool:
    """Whether it consists of three different numbers or more, and not of such as everybody has."""
    if not all(map(is_number, value)):
        return False
    numbers = sorted(set(value))
    return len(numbers) >= _NUMBERS and not _is_common(numbers)


def is_copied(whole: Whole, example: ExpectedWhole) -> bool:
    """Whether a sequence that a test expects repeats what the test gives, or could be computed from it.

    It repeats it where it begins with a number that the test gives: one of many, or, of a sequence that says much, any
    but for those that are about its length. It could be computed where it says much, is the answer of a function with
    parameters, and the test gives as many numbers or more; years are none. A colour, of three or four whole numbers up
    to 255, counts only inside of functions, and where it repeats something.
    """
    if list(whole.value) in map(list, example.lists):
        return False
    numbers, size = set(whole.value), len(whole.value)
    weight = sum(_UNEVEN if is_uneven(each) else _EVEN for each in numbers - _FREE)
    says_much = weight >= _MUCH and any(map(is_uneven, numbers))
    given = {each for each in example.given if is_number(each)} - _FREE
    first = next(iter(whole.value))
    begins_rarely = weight >= _SOME and first in given and _is_one_of_many(first)
    if begins_rarely or (says_much and first in given - {size - 1, size, size + 1}):
        return whole.function is not None or not _is_colour(whole.value)
    is_enough = len(given - set(_YEARS)) >= len(numbers)
    return says_much and is_enough and whole.is_answer and not _is_colour(whole.value)


def is_filtered(value: Any, parts: Iterable[Any]) -> bool:
    """Whether a test expects a part of a sequence elsewhere, other than its beginning."""
    return any(list(each) != list(value)[: len(each)] for each in parts)


def _is_one_of_many(number: Any) -> bool:
    return is_uneven(number) or 0 < number % 1 < 1


def _is_common(numbers: list[Any]) -> bool:
    """Whether everybody has these numbers: primes from the first on, numbers at one distance, statuses of HTTP."""
    if set(numbers) <= STATUSES:
        return True
    distances = {round(after - before, 9) for before, after in itertools.pairwise(numbers)}
    return len(distances) == 1 or all(each == prime for each, prime in zip(numbers, _primes(), strict=False))


def _primes() -> Iterator[int]:
    return (each for each in itertools.count(2) if all(each % other for other in range(2, int(each**0.5) + 1)))


def _is_colour(value: Any) -> bool:
    is_list = isinstance(value, list | tuple) and len(value) in _COLOUR
    return is_list and max(value) in _BRIGHT and all(type(each) is int and each >= 0 for each in value)
