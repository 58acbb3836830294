"""Finds examples of tests by any of the forms in which code may hold them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.digests import Digests
from pytest_tddgate.domain.leaks.example_sides import (
    CompoundSide,
    forms_of_compound,
    forms_of_side,
    is_made_of_numbers,
    leaves_in,
    rarity_of_side,
    repeats,
)
from pytest_tddgate.domain.leaks.examples import examples_in
from pytest_tddgate.domain.leaks.rarity import canonical, is_outcome, literal_in, rarity_of
from pytest_tddgate.domain.leaks.rows import WIDEST
from pytest_tddgate.domain.leaks.vocabulary import is_own_name, names_among

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_tddgate.domain.leaks.examples import Example
    from pytest_tddgate.domain.leaks.rows import Row

__all__ = ["ExampleIndex", "Match", "forms_of_cell"]

_FEW = 3  # least number of constants of which all but one are still several
_RARE_BOTH = 4  # score of an example with two sides of rarity 2


@dataclass(frozen=True, slots=True)
class Match:
    """A row of the subject, the number of the example that it holds, and the score: the rarity of both sides in sum."""

    row: Row
    example: int
    score: int


class ExampleIndex:
    """The examples of the tests, indexed by the forms of both sides; their numbers are indexes of `examples`."""

    def __init__(self, files: Mapping[str, bytes], prior: frozenset[str], words: str) -> None:
        """`files`: the tests; `prior`: forms of the subject's constants at the base; `words`: its documentation."""
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
        """The match with the highest score, if any, of the examples that two cells hold, or a cell and all others."""
        found: dict[int, int] = {}
        for first, second in _divided(row.cells[:WIDEST]):
            if canonical(first) in self._prior and canonical(second) in self._prior:
                continue
            for number in self._shared(first, second):
                found[number] = max(found.get(number, 0), self._score(number, first, second))
        best = max(found.items(), key=lambda each: (each[1], self._is_exact(each[0], row)), default=(0, 0))
        if best[1] > 1:
            yield Match(row, *best)

    def example_of(self, key: Any, answer: Any) -> int | None:
        """The number of the first example with this key and this answer, or None."""
        return min(self._shared(key, answer), default=None)

    def _is_exact(self, number: int, row: Row) -> bool:
        """Whether the row holds both sides of the example as the test writes them."""
        cells = {canonical(each) for each in row.cells}
        return {canonical(self.examples[number].one), canonical(self.examples[number].other)} <= cells

    def is_rare(self, value: Any) -> bool:
        """Whether a constant is new, and has rarity 2 or is a digest of a constant of the tests."""
        return canonical(value) not in self._prior and (rarity_of(value) > 1 or bool(self._digests.examples_of(value)))

    def examples_with(self, value: Any) -> frozenset[int]:
        """Numbers of the examples that hold this constant on one side, or else a value of which it is a digest.

        Plain names with a yes-or-no answer do not count (see `examples_with_literal`).
        """
        return self.examples_with_literal(value) or frozenset(self._digests.examples_of(value))

    def has_only_outcomes(self, value: Any) -> bool:
        """Whether all examples of a constant have a yes-or-no answer (`is_outcome`)."""
        return self.examples_with(value) <= self._outcomes

    def has_outcome(self, match: Match) -> bool:
        """Whether the example of a match has a yes-or-no answer (`is_outcome`)."""
        return match.example in self._outcomes

    def examples_with_literal(self, value: Any) -> frozenset[int]:
        """Numbers of the examples that hold this constant on one side: as it is, stripped, or as a list of lines.

        Examples of a name with a yes-or-no answer are left out (`_with_names`).
        """
        return self._holding(value) - self._named

    def is_in_an_example(self, value: Any) -> bool:
        """Whether an example holds this constant, or a value of which it is a digest, on one side; names count too."""
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
        """Whether an example has these values as separate arguments of one call."""
        form = canonical(list(values))
        sides = (side for each in self.examples for side in (each.one, each.other) if isinstance(side, CompoundSide))
        return any(canonical(side.values) == form for side in sides)

    def is_made_of_input(self, value: Any) -> bool:
        """Whether this constant is one side of an example and contains a constant of the other side."""
        form = canonical(value)
        examples = [self.examples[number] for number in self.examples_with_literal(value)]
        given = [each.other if form in _as_it_is(each.one) else each.one for each in examples]
        return any(repeats(value, leaf) for each in given for leaf in leaves_in(each))

    def is_computable(self, match: Match) -> bool:
        """Whether both sides of the match's example have rarity 2, and one contains all numbers of the other."""
        example = self.examples[match.example]
        return match.score >= _RARE_BOTH and any(
            is_made_of_numbers(one, other)
            for one, other in ((example.one, example.other), (example.other, example.one))
        )

    def place_of(self, value: Any) -> str:
        """`path:line` of the first example that holds this constant."""
        example = self.examples[min(self.examples_with(value))]
        return f"{example.path}:{example.line}" if example.line else example.path

    def _shared(self, first: Any, second: Any) -> set[int]:
        one, other = self._sides
        left, right = forms_of_cell(first), forms_of_cell(second)
        plain = (_all(one, left) & _all(other, right)) | (_all(other, left) & _all(one, right))
        hashed = self._digests.examples_of(first) & (_all(other, right) | _all(one, right))
        return plain | hashed | (self._digests.examples_of(second) & (_all(other, left) | _all(one, left)))

    def _score(self, number: int, first: Any, second: Any) -> int:
        example = self.examples[number]
        if number in self._digests.examples_of(first) | self._digests.examples_of(second):
            return 4  # code has no reason to hold a digest of a test's constant but to hide it
        return 0 if number in self._named else self._rarity(example.one) + self._rarity(example.other)

    def _with_names(self) -> frozenset[int]:
        """Numbers of the examples that give a yes-or-no answer for a name from a standard or a closed list."""
        pairs = {number: _with_outcome_last(self.examples[number]) for number in self._outcomes}
        names = names_among(pairs.values())
        texts = ((number, given) for number, (given, _) in pairs.items() if isinstance(given, str))
        return frozenset(number for number, given in texts if given in names or is_own_name(given))

    def _rarity(self, value: Any) -> int:
        rarity = rarity_of_side(value)
        return 0 if rarity == 1 and isinstance(value, str) and value in self._words else rarity


def _distinct(examples: Iterable[Example]) -> Iterator[Example]:
    """The examples, without repetitions of the same two sides."""
    seen: set[tuple[str, str]] = set()
    for each in examples:
        sides = _exactly(each.one), _exactly(each.other)
        if sides not in seen:
            seen.add(sides)
            yield each


def _with_outcome_last(example: Example) -> tuple[Any, Any]:
    return (example.other, example.one) if is_outcome(example.one) else (example.one, example.other)


def _exactly(value: Any) -> str:
    is_together = isinstance(value, CompoundSide)
    return f"{'*' * is_together}{type(value).__name__} {canonical(value.values if is_together else value)}"


def _with_fewer(example: Example) -> Iterator[Example]:
    """The example without one of the constants given together, for each of them: code may ignore that one."""
    for one, other, is_first in ((example.one, example.other, True), (example.other, example.one, False)):
        if not isinstance(one, CompoundSide):
            continue
        values = list(leaves_in(one))
        for place in range(len(values)) if _FEW <= len(values) < WIDEST else ():
            fewer = CompoundSide(tuple(values[:place] + values[place + 1 :]))
            yield replace(example, one=fewer if is_first else other, other=other if is_first else fewer)


def _divided(cells: tuple[Any, ...]) -> Iterator[tuple[Any, Any]]:
    """Each two cells of a row, and each cell with all others together."""
    yield from itertools.combinations(cells, 2)
    for place in range(len(cells)) if len(cells) >= _FEW else ():
        yield CompoundSide(cells[:place] + cells[place + 1 :]), cells[place]


def _as_it_is(value: Any) -> set[str]:
    if isinstance(value, CompoundSide):
        return {canonical(value.values)} if rarity_of_side(value) > 1 else set()
    found = {canonical(value)}
    if isinstance(value, str):
        found |= {canonical(value.strip()), canonical(value.splitlines())}
    return found


def _all(side: dict[str, set[int]], forms: set[str]) -> set[int]:
    return {number for form in forms for number in side.get(form, ())}


def forms_of_cell(value: Any) -> set[str]:
    """The forms by which a cell of the subject can match one side of an example."""
    found = forms_of_compound(value)
    if not isinstance(value, CompoundSide):
        found.add(canonical(value))
    if isinstance(value, str):
        found |= {canonical(value.strip()), *(canonical(each) for each in literal_in(value))}
    if isinstance(value, dict):
        found.add(canonical(list(value.values())))
    return found
