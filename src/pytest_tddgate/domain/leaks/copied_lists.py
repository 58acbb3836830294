"""Answers that code copies from the tests as a whole: sequences of numbers, and lists that branches pick."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.constant_lists import constant_lists_in
from pytest_tddgate.domain.leaks.copied_sequences import is_copied, is_filtered, is_sequence
from pytest_tddgate.domain.leaks.example_sides import leaves_in
from pytest_tddgate.domain.leaks.expected_values import parts_of, pieces_of
from pytest_tddgate.domain.leaks.independent_lists import independent_lists
from pytest_tddgate.domain.leaks.rarity import canonical, forms_of, rarity_of, shortened
from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping

    from pytest_tddgate.domain.leaks.constant_lists import ConstantList
    from pytest_tddgate.domain.leaks.expected_values import ExpectedValue
    from pytest_tddgate.domain.python.changed_file import ChangedFile

__all__ = ["copied_lists"]

_WORDS, _MARKED = 3, 2  # lists that are enough: of any rarity, and of rarity 2
_PIECES = 2
_FREE = frozenset({0, 1})


@dataclass(frozen=True, slots=True)
class _Free:
    """What code may hold for other reasons: constants and documentation of the base, and other lists of its own."""

    constants: Container[str]
    words: str
    others: frozenset[str]

    def has(self, value: Any) -> bool:
        form = canonical(value)
        return form in self.constants or form in self.others or self._names(value)

    def _names(self, value: Any) -> bool:
        """Whether the documentation has these numbers or texts in this order, close together."""
        parts = (re.escape(str(each)) for each in leaves_in(value))
        written = r"\D{1,12}".join(rf"(?<![\w.]){each}(?!\.?\w)" for each in parts)
        return re.search(written, self.words) is not None


def copied_lists(
    file: ChangedFile, shown: Callable[[], Iterable[ExpectedValue]], known: Container[str], words: str
) -> Iterator[tuple[int, str]]:
    """Line and message of each place on the changed lines of a Python file that holds such an answer.

    A sequence of at least three numbers counts wherever it is used, unless a test expects a part of it that is not
    written in the file. Lists that branches of one function pick count together: three lists, or two of rarity 2. What
    code may hold for other reasons (`_Free`) is left out.

    `shown` returns what the tests expect, `known` are the canonical forms of constants at the base, `words` is the
    documentation there.
    """
    tree = parse_or_empty(file.after)
    every = tuple(constant_lists_in(tree))
    new = [each for each in every if each.line in file.lines and (each.is_choice or is_sequence(each.value))]
    if not new:
        return
    expected: dict[str, list[ExpectedValue]] = {}
    for each in shown():
        expected.setdefault(canonical(each.value), []).append(each)
    standing = {canonical(list(each.value)) for each in every}
    lists = [each for found in expected.values() for each in found if not isinstance(each.value, str)]
    made = [each for each in lists if canonical(list(each.value)) not in standing]
    named = {form for form, found in expected.items() if any(each.is_name for each in found)}
    free = _Free(known, words, frozenset(named | {canonical(each) for each in independent_lists(tree)}))
    reported: set[str] = set()
    for listed in new:
        form = canonical(listed.value)
        found = expected.get(form, ()) if is_sequence(listed.value) and form not in reported else ()
        copied = [each for each in found if is_copied(listed, each)]
        places = [each.place for each in copied if not is_filtered(listed.value, parts_of(each, made))]
        if places and not free.has(listed.value):
            reported.add(form)
            yield listed.line, f"{shortened(listed.value)} stands here as a whole, as {places[0]} expects"
    picks = [each for each in new if canonical(each.value) not in reported and not free.has(each.value)]
    yield from _picked_lists(picks, expected, made)


def _picked_lists(
    lists: Iterable[ConstantList], expected: Mapping[str, list[ExpectedValue]], made: Iterable[ExpectedValue]
) -> Iterator[tuple[int, str]]:
    """Line and message for each function that picks several lists that tests expect, made of pieces of its inputs.

    `expected` is what the tests expect, by canonical form; `made` are the expected lists that are not written in the
    code, so that it has to compute them. If part of a list is computed, the code filters the list, and it is left out.
    """
    by_function: dict[str, dict[str, tuple[ConstantList, ExpectedValue]]] = {}
    for listed in lists:
        pieces = pieces_of(listed.value)
        if listed.function is None or not listed.is_choice or len(pieces - _FREE) < _PIECES:
            continue
        forms = forms_of(listed.value) if all(isinstance(each, str) for each in listed.value) else ()
        for each in (one for form in (canonical(listed.value), *forms) for one in expected.get(form, ())):
            if pieces <= each.given and not any(parts_of(each, made)):
                found = by_function.setdefault(listed.function, {})
                found.setdefault(canonical(each.value), (listed, each))
    for found in by_function.values():
        marked = [listed for listed, _ in found.values() if rarity_of(listed.value) > 1]
        if len(found) >= _WORDS or len(marked) >= _MARKED:
            listed, each = min(found.values(), key=lambda pair: pair[0].line)
            more = f"{shortened(listed.value)} and {len(found) - 1} more stand here as a whole"
            yield listed.line, f"{more}, as {each.place} expects"
