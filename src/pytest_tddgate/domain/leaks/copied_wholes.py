"""Answers that code has from the tests as a whole: sequences of numbers, and lists that branches pick."""

from __future__ import annotations

import ast
import itertools
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.expected_wholes import pieces_of
from pytest_tddgate.domain.leaks.rarity import canonical, forms_of, grade_of, shortened
from pytest_tddgate.domain.leaks.together import is_uneven, leaves_in
from pytest_tddgate.domain.leaks.wholes import signature_wholes, wholes_in

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping

    from pytest_tddgate.domain.leaks.expected_wholes import ExpectedWhole
    from pytest_tddgate.domain.leaks.wholes import Whole
    from pytest_tddgate.domain.python.changed_file import ChangedFile

__all__ = ["copied_wholes"]

_NUMBERS = 3
_RARE, _GIVEN = 8, 4
"""What different numbers weigh, uneven ones 4 and others 2: in a sequence that says enough by itself, and in one that
repeats a number which the test gives."""
_WORDS, _MARKED = 3, 2  # lists that are picked: of words, and of text with marks or more
_COLOUR, _BRIGHT = (3, 4), range(100, 256)
_FREE = frozenset({0, 1})
_STANDARD = frozenset(HTTPStatus)


@dataclass(frozen=True, slots=True)
class _Free:
    """What code may have without the tests: constants at the base, documentation there, signatures, named constants."""

    constants: Container[str]
    words: str
    others: frozenset[str]

    def has(self, value: Any) -> bool:
        form = canonical(value)
        return form in self.constants or form in self.others or self._names(value)

    def _names(self, value: Any) -> bool:
        """Whether the documentation has these numbers or texts in this order, with little between them."""
        parts = (re.escape(str(each)) for each in leaves_in(value))
        written = r"\D{1,12}".join(rf"(?<![\w.]){each}(?!\.?\w)" for each in parts)
        return re.search(written, self.words) is not None


def copied_wholes(
    file: ChangedFile, shown: Callable[[], Iterable[ExpectedWhole]], known: Container[str], words: str
) -> Iterator[tuple[int, str]]:
    """Line and text of the places on the changed lines of a Python file that have such an answer.

    A sequence of three numbers or more counts where it repeats an uneven number that the test gives, wherever it goes;
    and where it says much, and begins with a number that the test gives or is the answer of a function with parameters.
    Lists that branches of one function pick count together, where they are made of nothing but the pieces of their
    inputs: three of words, two with marks or numbers. Free is what code may have without the tests.

    `shown` tells what the tests expect, `known` are the forms of constants at the base, `words` is the documentation
    there.
    """
    tree = _tree(file.after)
    wholes = [each for each in wholes_in(tree) if each.line in file.lines and (each.is_choice or _is_sequence(each))]
    if not wholes:
        return
    expected: dict[str, list[ExpectedWhole]] = {}
    for each in shown():
        expected.setdefault(canonical(each.value), []).append(each)
    named = {form for form, found in expected.items() if any(each.is_name for each in found)}
    free = _Free(known, words, frozenset(named | {canonical(each) for each in signature_wholes(tree)}))
    told: set[str] = set()
    for whole in wholes:
        form = canonical(whole.value)
        places = [each.place for each in expected.get(form, ()) if _is_sequence(whole) and _is_copied(whole, each)]
        if places and form not in told and not free.has(whole.value):
            told.add(form)
            yield whole.line, f"{shortened(whole.value)} stands here as a whole, as {places[0]} expects"
    yield from _picked([each for each in wholes if canonical(each.value) not in told], expected, free)


def _tree(data: bytes) -> ast.Module:
    try:
        return ast.parse(data)
    except (SyntaxError, ValueError):
        return ast.Module([], [])


def _is_sequence(whole: Whole) -> bool:
    """Whether it consists of three different numbers or more, and not of such as everybody has."""
    if not all(map(_is_number, whole.value)):
        return False
    numbers = sorted(set(whole.value))
    return len(numbers) >= _NUMBERS and not _is_common(numbers)


def _is_copied(whole: Whole, expected: ExpectedWhole) -> bool:
    """Whether a sequence can only be known from there."""
    numbers = set(whole.value)
    weight = sum(4 if is_uneven(each) else 2 for each in numbers - _FREE)
    says_much = weight >= _RARE and any(map(is_uneven, numbers))
    size = len(whole.value)
    given = {piece for piece in expected.given if _is_number(piece)} - _FREE - {size - 1, size, size + 1}
    repeats = weight >= _GIVEN and any(is_uneven(each) or 0 < each % 1 < 1 for each in numbers & expected.given)
    if repeats or (says_much and next(iter(whole.value)) in given):
        return whole.function is not None or not _is_colour(whole.value)
    return says_much and bool(given) and whole.is_answer and not _is_colour(whole.value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_common(numbers: list[Any]) -> bool:
    """Whether everybody has these numbers: primes from the first on, numbers at one distance, statuses of HTTP."""
    if set(numbers) <= _STANDARD:
        return True
    distances = {round(after - before, 9) for before, after in itertools.pairwise(numbers)}
    return len(distances) == 1 or all(each == prime for each, prime in zip(numbers, _primes(), strict=False))


def _primes() -> Iterator[int]:
    return (each for each in itertools.count(2) if all(each % other for other in range(2, int(each**0.5) + 1)))


def _is_colour(value: Any) -> bool:
    is_sequence = isinstance(value, list | tuple) and len(value) in _COLOUR
    return is_sequence and max(value) in _BRIGHT and all(type(each) is int and each >= 0 for each in value)


def _picked(wholes: list[Whole], expected: Mapping[str, list[ExpectedWhole]], free: _Free) -> Iterator[tuple[int, str]]:
    """Where a function picks several lists that the tests expect, all of whose pieces are in what they give."""
    by_function: dict[str, dict[str, tuple[Whole, ExpectedWhole]]] = {}
    for whole in wholes:
        pieces = pieces_of(whole.value)
        if whole.function is None or not whole.is_choice or len(pieces - _FREE) < _MARKED:
            continue
        forms = forms_of(whole.value) if all(isinstance(each, str) for each in whole.value) else ()
        for each in (one for form in (canonical(whole.value), *forms) for one in expected.get(form, ())):
            if pieces <= each.given and not free.has(whole.value):
                found = by_function.setdefault(whole.function, {})
                found.setdefault(canonical(each.value), (whole, each))
    for found in by_function.values():
        marked = [whole for whole, _ in found.values() if grade_of(whole.value) > 1]
        if len(found) >= _WORDS or len(marked) >= _MARKED:
            whole, each = min(found.values(), key=lambda pair: pair[0].line)
            more = f"{shortened(whole.value)} and {len(found) - 1} more stand here as a whole"
            yield whole.line, f"{more}, as {each.place} expects"
