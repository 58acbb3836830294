"""Tables of the subject that hold exactly the examples that the tests show of a function."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.associations import groups_in
from pytest_tddgate.domain.leaks.copied_examples import constants_of_sources
from pytest_tddgate.domain.leaks.example_index import forms_of_cell
from pytest_tddgate.domain.leaks.example_sides import CompoundSide, forms_of_side, leaves_in
from pytest_tddgate.domain.leaks.examples import examples_in
from pytest_tddgate.domain.leaks.groups import groups_of_file
from pytest_tddgate.domain.leaks.only_inputs import call_of_inputs, inputs_in
from pytest_tddgate.domain.leaks.only_returns import returns_of_calls
from pytest_tddgate.domain.leaks.other_tables import other_tables
from pytest_tddgate.domain.leaks.rarity import Raised, canonical, shortened
from pytest_tddgate.domain.leaks.rows import rows_of_file
from pytest_tddgate.domain.leaks.tested_calls import tested_calls_in
from pytest_tddgate.domain.leaks.tested_pairs import pair_tables
from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from pytest_tddgate.domain.leaks.examples import Example
    from pytest_tddgate.domain.leaks.groups import Group
    from pytest_tddgate.domain.leaks.rows import Row
    from pytest_tddgate.domain.leaks.tested_calls import TestedCall
    from pytest_tddgate.domain.python.changed_file import ChangedFile

__all__ = ["OnlyExamples", "only_examples"]

_ROWS = 4
"""Least number of rows that is reported: many honest mappings, and many tests, have two or three."""


@dataclass(frozen=True, slots=True, order=True)
class OnlyExamples:
    """A place in the subject with such a table, the function whose examples it holds, and the message."""

    path: str
    line: int
    name: str
    what: str


@dataclass(frozen=True, slots=True, eq=False)
class _Example:
    """A call with a known answer, and the forms in which code may hold its two sides."""

    call: TestedCall
    given: frozenset[str]
    answer: frozenset[str]

    @property
    def may_be_default(self) -> bool:
        """Whether code may give the answer without a row for it: an exception, or an empty value."""
        return isinstance(self.call.answers[0], Raised) or not self.call.answers[0]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A function as tests show it: its examples, and the inputs that are tried without a known answer."""

    name: str
    examples: tuple[_Example, ...]
    tried: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Before:
    """The constants of the subject, and the words of its documentation, before the change."""

    constants: frozenset[str]
    words: str

    def has(self, row: Row, key: Any) -> bool:
        """Whether no cell of a row is new, or the documentation names every part of its key."""
        return all(canonical(each) in self.constants for each in row.cells) or all(map(self._names, leaves_in(key)))

    def _names(self, value: Any) -> bool:
        is_text = isinstance(value, str) and value.strip()
        return bool(is_text) and re.search(rf"(?<!\w){re.escape(value)}(?!\w)", self.words) is not None


def only_examples(
    tests: Mapping[str, bytes], subject: Mapping[str, ChangedFile], known: Iterable[bytes] = (), words: str = ""
) -> tuple[OnlyExamples, ...]:
    """The tables on the changed lines of the subject that hold exactly the calls by which tests show a function.

    A function of that name that returns the answers one by one counts as well, and so do a list of all inputs with one
    answer, and a table of the pairs that the tests convert between.

    `tests` and `subject` map repository-relative paths to files. A row is new if it holds a constant that was not in
    the subject before, in these files or in the Python sources `known`, and a key that is not in `words`, the project's
    documentation at the base.
    """
    shown = _functions_in(tests)
    inputs = tuple(inputs_in(tests))
    if not shown and not inputs:
        return ()
    sources = [*known, *(each.before for each in subject.values() if each.before is not None)]
    before = _Before(constants_of_sources(sources), words)
    found: dict[tuple[str, str], OnlyExamples] = {}
    for path, file in subject.items():
        for group, lines in _groups(path, file):
            if listed := call_of_inputs(group, lines, inputs, before.constants):
                call, line, count = listed
                found.setdefault((path, call.name), _reported(path, line, call, f"{count} entries", tests))
            for each in shown:
                if (path, each.name) not in found and (first := _first_row(group, lines, each, before)):
                    row, example, size = first
                    found[path, each.name] = _reported(path, row.line, example.call, f"{size} rows", tests)
        for each in shown if path.endswith(".py") else ():
            calls = [example.call for example in each.examples]
            is_new = (path, each.name) not in found and not each.tried
            if is_new and (returned := returns_of_calls(each.name, calls, file)):
                line, call, count = returned
                found[path, each.name] = _reported(path, line, call, f"{count} returns", tests)
            elif is_new and (reported := _of_pairs(path, file, each, before)):
                found[path, each.name] = reported
    return tuple(sorted(found.values()))


def _functions_in(tests: Mapping[str, bytes]) -> tuple[_Shown, ...]:
    """The functions with enough examples, without those that are called with unknown arguments."""
    by_name: dict[str, list[TestedCall]] = {}
    for each in tested_calls_in(tests):
        by_name.setdefault(each.name, []).append(each)
    return tuple(shown for name, calls in by_name.items() for shown in _shown(name, calls))


def _shown(name: str, calls: list[TestedCall]) -> Iterator[_Shown]:
    distinct = {(canonical(each.given), canonical(each.answers)): each for each in reversed(calls) if each.answers}
    if len(distinct) < _ROWS or any(not each.given and not each.answers for each in calls):
        return
    examples = tuple(
        _Example(each, frozenset(_forms_of_given(each.given)), forms_of_side(each.answers[0]))
        for each in reversed(distinct.values())
    )
    yield _Shown(name, examples, frozenset(canonical(each.given) for each in calls if not each.answers))


def _forms_of_given(given: tuple[Any, ...]) -> Iterator[str]:
    """The forms of all arguments of a call, and of all but one: code may ignore an argument.

    A single text may also be looked up in capitals.
    """
    yield from forms_of_side(given[0] if len(given) == 1 else CompoundSide(given))
    yield from (canonical(each.upper()) for each in given if isinstance(each, str) and len(given) == 1)
    for place in range(len(given)) if len(given) > 1 else ():
        rest = given[:place] + given[place + 1 :]
        yield from forms_of_side(rest[0] if len(rest) == 1 else CompoundSide(rest))


def _groups(path: str, file: ChangedFile) -> Iterator[tuple[Group, Container[int]]]:
    """The groups of rows in a file, each with the changed lines; for a data file, those of all new rows."""
    if not path.endswith(".py"):
        before = {canonical(row.cells) for row in rows_of_file(file.before or b"")}
        for group in groups_of_file(file.after, before):
            yield group, {row.line for row in group.rows}
        return
    tree = parse_or_empty(file.after)
    yield from ((group, file.lines) for group in (*groups_in(tree), *other_tables(tree)))


def _first_row(
    group: Group, lines: Container[int], function: _Shown, before: _Before
) -> tuple[Row, _Example, int] | None:
    """The first new row, its example and the number of rows, if a table holds exactly the function's examples.

    Rows that raise do not count: a refused input is not an answer of a table.
    """
    rows = [row for row in group.rows if not any(isinstance(cell, Raised) for cell in row.cells)]
    size = group.size - len(group.rows) + len(rows)
    if not _ROWS <= size <= len(function.examples) or len(rows) < size:
        return None
    matches = [(row, each, key) for row in rows for each, key in _examples_of(row, function)]
    held = {each for _, each, _ in matches}
    is_all = len(held) >= _ROWS and len({row for row, _, _ in matches}) >= size
    if not is_all or not all(each in held or each.may_be_default for each in function.examples):
        return None
    if function.tried - {canonical(each.call.given) for each in held}:
        return None
    new = [(row, each) for row, each, key in matches if row.line in lines and not before.has(row, key)]
    if len({row for row, _ in new}) < _ROWS:
        return None
    return (*min(new, key=lambda each: each[0].line), size)


def _examples_of(row: Row, function: _Shown) -> Iterator[tuple[_Example, Any]]:
    """The examples that a row consists of, each with the part of the row that is the input."""
    for key, answer in _ways(row.cells):
        keys, answers = forms_of_cell(key), forms_of_cell(answer)
        yield from ((each, key) for each in function.examples if each.given & keys and each.answer & answers)


def _ways(cells: tuple[Any, ...]) -> Iterator[tuple[Any, Any]]:
    """Key and answer for each way to read a row: one cell is the answer, all others are the key."""
    for place, answer in enumerate(cells):
        rest = cells[:place] + cells[place + 1 :]
        yield (rest[0] if len(rest) == 1 else CompoundSide(rest)), answer


def _of_pairs(path: str, file: ChangedFile, function: _Shown, before: _Before) -> OnlyExamples | None:
    """The place of the first new table whose keys are exactly the pairs in the calls of a function."""
    for table in pair_tables(parse_or_empty(file.after), [each.call for each in function.examples]):
        new = [(row, pair) for row, pair in table.rows if row.line in file.lines and not before.has(row, pair)]
        if len(new) >= _ROWS:
            what = (
                f"these {len(table.rows)} rows are for all that the tests show of {function.name}: {new[0][1]} is in"
                f" its call, as in {table.call.path}:{table.call.line}"
            )
            return OnlyExamples(path, new[0][0].line, function.name, what)
    return None


def _reported(path: str, line: int, call: TestedCall, which: str, tests: Mapping[str, bytes]) -> OnlyExamples:
    given = call.given[0] if len(call.given) == 1 else CompoundSide(call.given)
    sides = {canonical(given), canonical(call.answers[0])}
    places = (each.line for each in examples_in(tests) if each.path == call.path and _sides(each) == sides)
    what = (
        f"these {which} are all that the tests show of {call.name}: {shortened(given)} goes with"
        f" {shortened(call.answers[0])}, as in {call.path}:{next(places, call.line)}"
    )
    return OnlyExamples(path, line, call.name, what)


def _sides(example: Example) -> set[str]:
    return {canonical(example.one), canonical(example.other)}
