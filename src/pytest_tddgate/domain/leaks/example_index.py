"""Examples of tests, found again by any of the forms in which code may hold them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.digests import Digests
from pytest_tddgate.domain.leaks.examples import examples_in
from pytest_tddgate.domain.leaks.rarity import canonical, grade_of, is_outcome, parsed
from pytest_tddgate.domain.leaks.tables import WIDEST
from pytest_tddgate.domain.leaks.together import (
    Together,
    forms_of_side,
    forms_together,
    grade_of_side,
    is_made_of_numbers,
    leaves_in,
    repeats,
)
from pytest_tddgate.domain.leaks.vocabulary import is_own_name, names_among

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_tddgate.domain.leaks.examples import Example
    from pytest_tddgate.domain.leaks.tables import Row

__all__ = ["ExampleIndex", "Match", "forms_of_cell"]

_FEW = 3  # constants of which two are not all
_RARE_BOTH = 4  # points of an example of which both sides are hardly written twice


@dataclass(frozen=True, slots=True)
class Match:
    """A row of the subject that holds the example of this number, and how much that says (points)."""

    row: Row
    example: int
    points: int


class ExampleIndex:
    """The examples of the tests, by the forms of both sides."""

    def __init__(self, files: Mapping[str, bytes], prior: frozenset[str], words: str) -> None:
        """`files` are the tests', `prior` the forms of what the subject had before, `words` its documentation."""
        self.files = files
        self.examples = tuple(
            _distinct(each for example in examples_in(files) for each in (example, *_with_fewer(example)))
        )
        self._outcomes = frozenset(
            number for number, each in enumerate(self.examples) if is_outcome(each.one) or is_outcome(each.other)
        )
        self._named = self._with_names()
        self._prior = prior
        self._words = words
        self._sides: tuple[dict[str, set[int]], dict[str, set[int]]] = ({}, {})
        values: dict[str, tuple[Any, set[int]]] = {}
        self._digests = Digests(values)
        forms: dict[str, frozenset[str]] = {}
        for number, example in enumerate(self.examples):
            for side, value in zip(self._sides, (example.one, example.other), strict=True):
                text = _exactly(value)
                values.setdefault(text, (value, set()))[1].add(number)
                if text not in forms:
                    forms[text] = forms_of_side(value)
                for form in forms[text]:
                    side.setdefault(form, set()).add(number)

    def matches(self, row: Row) -> Iterator[Match]:
        """The example that says most among those that two cells of the row repeat, or all cells together."""
        found: dict[int, int] = {}
        for first, second in _divided(row.cells[:WIDEST]):
            if canonical(first) in self._prior and canonical(second) in self._prior:
                continue
            for number in self._shared(first, second):
                found[number] = max(found.get(number, 0), self._points(number, first, second))
        best = max(found.items(), key=lambda each: (each[1], self._is_exact(each[0], row)), default=(0, 0))
        if best[1] > 1:
            yield Match(row, *best)

    def example_of(self, key: Any, answer: Any) -> int | None:
        """The number of an example that goes from this key to this answer, None where there is none."""
        return min(self._shared(key, answer), default=None)

    def _is_exact(self, number: int, row: Row) -> bool:
        """Whether the row has both sides of the example as the test has them."""
        cells = {canonical(each) for each in row.cells}
        return {canonical(self.examples[number].one), canonical(self.examples[number].other)} <= cells

    def is_rare(self, value: Any) -> bool:
        """Whether a constant is hardly written twice by chance, or made of one of the tests, and new."""
        return canonical(value) not in self._prior and (grade_of(value) > 1 or bool(self._digests.examples_of(value)))

    def told_by(self, value: Any) -> frozenset[int]:
        """The examples that have this constant on one side, as it is or as a hash or a sum of its characters.

        Without those of a name that have only two answers.
        """
        return self.holds(value) or frozenset(self._digests.examples_of(value))

    def is_chosen(self, value: Any) -> bool:
        """Whether all that the examples tell of a constant is one of two answers: true or not, or an exception."""
        return self.told_by(value) <= self._outcomes

    def has_outcome(self, match: Match) -> bool:
        """Whether the example of a row has one of two answers."""
        return match.example in self._outcomes

    def holds(self, value: Any) -> frozenset[int]:
        """The examples that have this constant on one side, as it is, or without the blanks and lines around it.

        Without those of a name that have only two answers.
        """
        return self._holding(value) - self._named

    def knows(self, value: Any) -> bool:
        """Whether an example has this constant on one side, be it a name."""
        return bool(self._holding(value) or self._digests.examples_of(value))

    def _holding(self, value: Any) -> frozenset[int]:
        form = canonical(value)
        return frozenset(
            number
            for side in self._sides
            for number in side.get(form, ())
            if any(form in _as_it_is(each) for each in (self.examples[number].one, self.examples[number].other))
        )

    def is_given_apart(self, values: Any) -> bool:
        """Whether an example has these values as several constants of one call."""
        form = canonical(list(values))
        sides = (side for each in self.examples for side in (each.one, each.other) if isinstance(side, Together))
        return any(canonical(side.values) == form for side in sides)

    def is_made_of_input(self, value: Any) -> bool:
        """Whether an example has this constant as one side, and repeats in it what it has as the other."""
        form = canonical(value)
        examples = [self.examples[number] for number in self.holds(value)]
        given = [each.other if form in _as_it_is(each.one) else each.one for each in examples]
        return any(repeats(value, leaf) for each in given for leaf in leaves_in(each))

    def is_computable(self, match: Match) -> bool:
        """Whether the row is an example, rare on both sides, one of which has all numbers of the other in it."""
        example = self.examples[match.example]
        return match.points >= _RARE_BOTH and any(
            is_made_of_numbers(one, other)
            for one, other in ((example.one, example.other), (example.other, example.one))
        )

    def place_of(self, value: Any) -> str:
        """`path:line` of the first example that has this constant."""
        example = self.examples[min(self.told_by(value))]
        return f"{example.path}:{example.line}" if example.line else example.path

    def _shared(self, first: Any, second: Any) -> set[int]:
        one, other = self._sides
        left, right = forms_of_cell(first), forms_of_cell(second)
        plain = (_all(one, left) & _all(other, right)) | (_all(other, left) & _all(one, right))
        hashed = self._digests.examples_of(first) & (_all(other, right) | _all(one, right))
        return plain | hashed | (self._digests.examples_of(second) & (_all(other, left) | _all(one, left)))

    def _points(self, number: int, first: Any, second: Any) -> int:
        example = self.examples[number]
        if number in self._digests.examples_of(first) | self._digests.examples_of(second):
            return 4  # nobody looks up a digest of what tests name but to hide it
        return 0 if number in self._named else self._grade(example.one) + self._grade(example.other)

    def _with_names(self) -> frozenset[int]:
        """The examples of names that have one of two answers: those in a standard, and those of a closed list."""
        pairs = {number: _with_outcome_last(self.examples[number]) for number in self._outcomes}
        names = names_among(pairs.values())
        texts = ((number, given) for number, (given, _) in pairs.items() if isinstance(given, str))
        return frozenset(number for number, given in texts if given in names or is_own_name(given))

    def _grade(self, value: Any) -> int:
        grade = grade_of_side(value)
        return 0 if grade == 1 and isinstance(value, str) and value in self._words else grade


def _distinct(examples: Iterable[Example]) -> Iterator[Example]:
    """The first of those examples that have the same two sides."""
    seen: set[tuple[str, str]] = set()
    for each in examples:
        sides = _exactly(each.one), _exactly(each.other)
        if sides not in seen:
            seen.add(sides)
            yield each


def _with_outcome_last(example: Example) -> tuple[Any, Any]:
    return (example.other, example.one) if is_outcome(example.one) else (example.one, example.other)


def _exactly(value: Any) -> str:
    is_together = isinstance(value, Together)
    return f"{'*' * is_together}{type(value).__name__} {canonical(value.values if is_together else value)}"


def _with_fewer(example: Example) -> Iterator[Example]:
    """The same example, as code has it that looks at all but one of the constants that are given together."""
    for one, other, is_first in ((example.one, example.other, True), (example.other, example.one, False)):
        if not isinstance(one, Together):
            continue
        values = list(leaves_in(one))
        for place in range(len(values)) if _FEW <= len(values) < WIDEST else ():
            fewer = Together(tuple(values[:place] + values[place + 1 :]))
            yield replace(example, one=fewer if is_first else other, other=other if is_first else fewer)


def _divided(cells: tuple[Any, ...]) -> Iterator[tuple[Any, Any]]:
    """Each two cells of a row; and each cell with all others."""
    yield from itertools.combinations(cells, 2)
    for place in range(len(cells)) if len(cells) >= _FEW else ():
        yield Together(cells[:place] + cells[place + 1 :]), cells[place]


def _as_it_is(value: Any) -> set[str]:
    if isinstance(value, Together):
        return {canonical(value.values)} if grade_of_side(value) > 1 else set()
    found = {canonical(value)}
    if isinstance(value, str):
        found |= {canonical(value.strip()), canonical(value.splitlines())}
    return found


def _all(side: dict[str, set[int]], forms: set[str]) -> set[int]:
    return {number for form in forms for number in side.get(form, ())}


def forms_of_cell(value: Any) -> set[str]:
    """The forms by which a cell of the subject can be one side of an example."""
    found = {canonical(value), *forms_together(value)} if not isinstance(value, Together) else forms_together(value)
    if isinstance(value, str):
        found |= {canonical(value.strip()), *(canonical(each) for each in parsed(value))}
    if isinstance(value, dict):
        found.add(canonical(list(value.values())))
    return found
