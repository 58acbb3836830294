"""Finds code and data that hold examples of the tests that judge them."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.associations import groups_in
from pytest_tddgate.domain.leaks.constant_attributes import constant_attributes
from pytest_tddgate.domain.leaks.constant_functions import constant_answers
from pytest_tddgate.domain.leaks.constant_members import constant_members
from pytest_tddgate.domain.leaks.copied_lists import copied_lists
from pytest_tddgate.domain.leaks.example_index import ExampleIndex, Match
from pytest_tddgate.domain.leaks.example_sides import CompoundSide, leaves_in
from pytest_tddgate.domain.leaks.examples import constants_in
from pytest_tddgate.domain.leaks.expected_values import expected_values
from pytest_tddgate.domain.leaks.groups import groups_of_file
from pytest_tddgate.domain.leaks.palettes import palette_in
from pytest_tddgate.domain.leaks.rarity import canonical, rarity_of, shortened
from pytest_tddgate.domain.leaks.rows import rows_of_file
from pytest_tddgate.domain.leaks.sampled import is_numeric, is_sampled
from pytest_tddgate.domain.leaks.server_replies import replies_in
from pytest_tddgate.domain.leaks.tested_calls import are_only_expected
from pytest_tddgate.domain.python.folding import literals_in
from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pytest_tddgate.domain.leaks.groups import Group
    from pytest_tddgate.domain.leaks.rows import Row
    from pytest_tddgate.domain.python.changed_file import ChangedFile

__all__ = ["Copy", "constants_of_sources", "copied_examples"]

_STRONG = 3  # score of a strong example: one side has rarity 2, the other at least 1
_ENOUGH = 4  # score of the examples in one table, in sum
_HALF, _NEARLY_ALL, _A_FOURTH = 0.5, 0.8, 0.25
_MANY = 3  # examples or answers in one place
_MADE = 2  # answers in one place that contain their inputs, so that general code would compute them


@dataclass(frozen=True, slots=True, order=True)
class Copy:
    """A place in the subject that holds examples of the tests, and a message that names the test's place."""

    path: str
    line: int
    what: str


def copied_examples(
    tests: Mapping[str, bytes], subject: Mapping[str, ChangedFile], known: Iterable[bytes] = (), words: str = ""
) -> tuple[Copy, ...]:
    """The places in the changed lines of the subject that repeat examples of these tests.

    `tests` and `subject` map repository-relative paths to files. Constants that the subject had before, in these files
    or in the Python sources `known`, are allowed, and so are phrases in `words`, the project's documentation at the
    base.
    """
    sources = [*known, *(each.before for each in subject.values() if each.before is not None)]
    prior = constants_of_sources(sources)
    index = ExampleIndex(tests, prior, words)
    shown = functools.cache(lambda: tuple(expected_values(tests)))
    found: list[Copy] = []
    for path, file in subject.items():
        python = path.endswith(".py")
        found += _in_python(path, file, index) if python else _in_data(path, file, index)
        found += _constant_answers(path, file, tests) if python else ()
        found += _constant_members(path, file, tests) if python else ()
        is_open = python and all(each.path != path for each in found)
        found += (Copy(path, *each) for each in copied_lists(file, shown, prior, words)) if is_open else ()
    return tuple(sorted(set(found)))


def constants_of_sources(sources: Iterable[bytes]) -> frozenset[str]:
    """The canonical form of each constant in these sources; those that are not valid Python are skipped."""
    return frozenset().union(*map(_constants_of, sources))


@functools.lru_cache(maxsize=512)  # several checks ask for the same file
def _constants_of(source: bytes) -> frozenset[str]:
    tree = parse_or_empty(source)
    cells = [cell for group in groups_in(tree) for row in group.rows for cell in row.cells]
    return frozenset(map(canonical, (*cells, *(value for value, _ in literals_in(tree)))))


def _in_python(path: str, file: ChangedFile, index: ExampleIndex) -> Iterator[Copy]:
    tree = parse_or_empty(file.after)
    lines = file.lines
    reported: set[int] = set()
    for found in groups_in(tree):
        group = found.without([*palette_in(found.rows, index), *replies_in(found.rows)])
        matches = [match for row in group.rows if row.line in lines for match in index.matches(row)]
        new = [each for each in matches if each.example not in reported]
        if new and _is_copy(matches, group.size, index):
            reported.update(each.example for each in matches)
            yield _reported(path, _strongest(new), index, len({each.row for each in matches}), group.size)
        elif copy := _played_back(path, group, lines, reported, index) or _sampled(path, group, lines, reported, index):
            yield copy


def _is_copy(matches: list[Match], size: int, index: ExampleIndex) -> bool:
    """Whether these examples, in a table of `size` rows, are too many to have been written without the tests.

    One strong example is enough if at least half of the rows are examples; weaker ones have to be nearly all rows;
    three strong ones are enough if a fourth of the rows are examples. Three examples whose answers can be computed from
    their keys, so that no table is needed, are enough in any table.
    """
    share = len({each.row for each in matches}) / max(1, size)
    best: dict[Row, int] = {}
    for each in matches:
        best[each.row] = max(best.get(each.row, 0), each.score)
    strong = sum(score >= _STRONG for score in best.values())
    is_few = len(best) < _MANY and all(index.has_outcome(each) for each in matches)
    return (
        (strong > 0 and share >= _HALF)
        or (sum(best.values()) >= _ENOUGH and share >= _NEARLY_ALL and not is_few)
        or (strong >= _MANY and share >= _A_FOURTH)
        or len({each.example for each in matches if index.is_computable(each)}) >= _MANY
    )


def _played_back(
    path: str, group: Group, lines: frozenset[int], reported: set[int], index: ExampleIndex
) -> Copy | None:
    """The place, if any, of several answers or inputs without the other side: a script, a column or a choice."""
    rare = [(value, line) for value, line in group.answers if index.is_rare(value)]
    found = {canonical(value): (value, line) for value, line in rare if line in lines and index.examples_with(value)}
    values = [value for value, _ in found.values()]
    is_choice = all(map(index.has_only_outcomes, values))
    if not (_is_copied_choice(group, values, index) if is_choice else _is_script(rare, values, index)):
        return None
    value, line = min(found.values(), key=lambda each: each[1])
    ids = {each for value, _ in found.values() for each in index.examples_with(value)}
    if ids <= reported:
        return None
    reported |= ids
    place = index.place_of(value)
    return Copy(path, line, f"{shortened(value)} and {len(found) - 1} more stand here together, as in {place}")


def _is_script(rare: Sequence[tuple[Any, int]], values: Sequence[Any], index: ExampleIndex) -> bool:
    """Whether a place has many answers of the tests (`values`), and they are a large share of its rare constants."""
    share = len(values) / len({canonical(value) for value, _ in rare})
    is_made = len(values) == _MADE and all(map(index.is_made_of_input, values))
    return (len(values) >= _MANY or is_made) and share >= (_HALF if len(values) <= _MANY + 1 else _A_FOURTH)


def _is_copied_choice(group: Group, values: Sequence[Any], index: ExampleIndex) -> bool:
    """Whether nearly all constants of these types in one place are inputs of the tests.

    Closed lists that a project has for its own reasons pass: tests name only some entries, or the entries are built
    like names. It takes three inputs, or two if the place has no other constants and their rarities, with those of
    further inputs that have blanks, sum to more than `_ENOUGH`.
    """
    kinds = tuple({type(value) for value in values})
    whole = {canonical(value): value for value, _ in group.answers if isinstance(value, kinds) and value != ""}
    known = [value for value in whole.values() if index.is_in_an_example(value)]
    score = sum(rarity_of(each) for each in known if index.examples_with(each) and (each in values or " " in str(each)))
    is_whole = len(values) >= _MADE and len(known) == len(whole) and score > _ENOUGH
    is_enough = len(values) >= _MANY or is_whole
    return is_enough and len(known) >= _NEARLY_ALL * len(whole)


def _sampled(path: str, group: Group, lines: frozenset[int], reported: set[int], index: ExampleIndex) -> Copy | None:
    """The place, if any, of a numeric table with rows of which at least half are examples that can only be samples.

    None if the tests expect the keys as answers: such a table is read the other way round, like a list of prices.
    """
    rows = [(_key_of(row), row.cells[-1], row) for row in group.rows if row.line in lines]
    found = [(key, answer, index.example_of(key, answer), row) for key, answer, row in rows if is_numeric(key)]
    shown = [(number, row) for _, _, number, row in found if number is not None]
    samples = [(key, answer) for key, answer, number, _ in found if number is not None]
    if len(shown) < _HALF * group.size or not is_sampled(samples) or {number for number, _ in shown} <= reported:
        return None
    if are_only_expected((leaf for key, _ in samples for leaf in leaves_in(key)), index.files):
        return None
    reported |= {number for number, _ in shown}
    return _reported(path, Match(shown[0][1], shown[0][0], 0), index, len(shown), group.size)


def _key_of(row: Row) -> Any:
    return row.cells[0] if len(row.cells) == 2 else CompoundSide(row.cells[:-1])  # noqa: PLR2004 - a key and an answer


def _in_data(path: str, file: ChangedFile, index: ExampleIndex) -> Iterator[Copy]:
    before = {canonical(row.cells) for row in rows_of_file(file.before or b"")}
    for found in groups_of_file(file.after, before):
        group = found.without([*palette_in(found.rows, index), *replies_in(found.rows)])
        matches = [match for row in group.rows for match in index.matches(row)]
        if matches and _is_copy(matches, group.size, index):
            yield _reported(
                path, _strongest(matches), index, len({canonical(each.row.cells) for each in matches}), group.size
            )
            return
        if copy := _sampled(path, group, frozenset(each.line for each in group.rows), set(), index):
            yield copy
            return


def _strongest(matches: list[Match]) -> Match:
    return max(matches, key=lambda each: each.score)


def _reported(path: str, match: Match, index: ExampleIndex, count: int, size: int) -> Copy:
    example = index.examples[match.example]
    place = f"{example.path}:{example.line}" if example.line else example.path
    more = f"; {min(count, size)} of {size} rows are the tests' examples" if size > 1 else ""
    what = f"{shortened(example.one)} goes with {shortened(example.other)}, as in {place}{more}"
    return Copy(path, match.row.line, what)


def _constant_answers(path: str, file: ChangedFile, tests: Mapping[str, bytes]) -> Iterator[Copy]:
    """Functions that return a constant of a test, whatever they are given."""
    for answer in constant_answers(file.after, file.lines):
        for value, test, line in constants_in(tests):
            if _is_same(answer.value, value):
                what = f"{answer.function} returns {shortened(value)} whatever it is given, as {test}:{line} expects"
                yield Copy(path, answer.line, what)
                break


def _constant_members(path: str, file: ChangedFile, tests: Mapping[str, bytes]) -> Iterator[Copy]:
    """Members of objects that have the value that a test expects, whatever the object is given."""
    idle = constant_members(file.after, file.lines, tests)
    for each in (*idle, *constant_attributes(file.after, file.lines, tests)):
        what = f"{each.owner}.{each.member} is {shortened(each.value)} whatever a {each.owner} is given"
        yield Copy(path, each.line, f"{what}, as {each.place} expects")


def _is_same(one: Any, other: Any) -> bool:
    is_sequence = isinstance(one, list | tuple) and isinstance(other, list | tuple)
    return bool(list(one) == list(other)) if is_sequence else type(one) is type(other) and bool(one == other)
