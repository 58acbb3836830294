"""Rows that belong together: those of one table, or of the branches of one function."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.catalogues import catalogue_of
from pytest_tddgate.domain.leaks.rarity import canonical, literal_in
from pytest_tddgate.domain.leaks.rows import (
    WIDEST,
    Row,
    content_of_file,
    is_row,
    rows_of_file,
    rows_of_text,
    rows_of_value,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

__all__ = ["Group", "groups_of_file", "groups_of_value", "other_readings"]

_DEEPEST = 6


@dataclass(slots=True)
class Group:
    """Rows of one table, or of the branches of one function.

    `size` also counts the rows that are not constants; `answers` are the constants one by one, each with its line.
    """

    rows: list[Row] = field(default_factory=list)
    size: int = 0
    answers: list[tuple[Any, int]] = field(default_factory=list)

    @classmethod
    def of(cls, rows: Iterable[tuple[Iterable[Any], int]]) -> Group:
        """A group of these rows: the cells of each, and its line."""
        group = cls()
        for cells, line in rows:
            group.add(cells, line)
        return group

    def add(self, cells: Iterable[Any], line: int) -> None:
        """Add a row; one with fewer than two constants only adds to `size`."""
        cells = tuple(cells)
        self.size += 1
        if len(cells) > 1:
            self.rows.append(Row(cells, line))

    def without(self, rows: Collection[Row]) -> Group:
        """The group without these rows, and without answers that equal one of their cells."""
        if not rows:
            return self
        cells = {canonical(cell) for row in rows for cell in row.cells}
        answers = [(value, line) for value, line in self.answers if canonical(value) not in cells]
        return Group([each for each in self.rows if each not in rows], self.size - len(rows), answers)

    def moved_to(self, line: int) -> Group:
        """The same rows and answers, all of them on this line."""
        rows = [Row(each.cells, line) for each in self.rows]
        return Group(rows, self.size, [(value, line) for value, _ in self.answers])


def groups_of_value(value: Any, line: int = 0) -> Iterator[Group]:
    """The groups that a value holds, at every depth."""
    for each in _containers(value):
        rows = [Row(row.cells, line) for row in rows_of_value(each) if not isinstance(each, dict) or len(row.cells) > 1]
        inside = [*each.keys(), *each.values()] if isinstance(each, dict) else list(each)
        answers = [
            (part, line) for one in inside for part in (one if isinstance(one, list | tuple) and is_row(one) else [one])
        ]
        yield Group(rows, len(each), answers)
        if isinstance(each, dict):
            yield from other_readings(each, lambda _: line)


def groups_of_file(data: bytes, before: Collection[str]) -> Iterator[Group]:
    """All rows of a data file as one group, then its groups; without rows whose canonical form is in `before`.

    For a gettext catalogue: the messages that are not language, and the groups in its comments.
    """
    if (catalogue := catalogue_of(data)) is not None:
        answers = Group.of((row.cells, 0) for row in rows_of_file(data) if not row.line)
        yield from _new_in([answers, *_groups_of_text(catalogue.comments)], before)
        return
    rows = [row for row in rows_of_file(data) if canonical(row.cells) not in before]
    lines = len({each.line for each in rows})
    yield Group(rows, lines if lines > 1 else len(rows))  # each way to cut a line of text makes a row
    value, inner = content_of_file(data)
    text = text_of(inner) if value is None else None
    yield from _new_in(groups_of_value(value) if text is None else _groups_of_text(text), before)


def _new_in(groups: Iterable[Group], before: Collection[str]) -> Iterator[Group]:
    for each in groups:
        new = [row for row in each.rows if canonical(row.cells) not in before]
        yield Group(new, each.size - len(each.rows) + len(new), each.answers)


def _groups_of_text(text: str) -> Iterator[Group]:
    """A group of rows for each number of cells, unless a line can be cut into so many cells in several ways."""
    lines = len([each for each in text.splitlines() if each.strip()])
    widths: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows_of_text(text):
        widths[len(row.cells)].append(row)
    yield from (Group(rows, lines) for rows in widths.values() if len({each.line for each in rows}) == len(rows))


def other_readings(table: Mapping[Any, Any], line_of: Callable[[Any], int]) -> Iterator[Group]:
    """The other ways to read a dict as a table; `line_of` maps a key to its line.

    By the paths through nested dicts; inverted, if the values are lists; with keys that write a value, such as a
    number, as that value; by columns.
    """
    ways, turned, numbered, columns = Group(), Group(), Group(), defaultdict[int, list[list[Any]]](list)
    for key, value in table.items():
        line = line_of(key)
        for way in _ways_through(value) if isinstance(value, dict) else ():
            ways.add((key, *way), line)
        for each in value if isinstance(value, list | tuple | set | frozenset) else ():
            turned.add((each, key), line)
        for number in literal_in(key) if isinstance(key, str) else ():
            numbered.add((number, value), line)
        if isinstance(value, list | tuple):
            columns[len(value)].append(list(value))
    by_columns = Group()
    for found in columns.values():
        for cells in zip(*found, strict=True) if 1 < len(found) <= WIDEST else ():
            by_columns.add(cells, line_of(next(iter(table))))
    yield from (each for each in (ways, turned, numbered, by_columns) if each.rows)


def _ways_through(table: Mapping[Any, Any], depth: int = _DEEPEST) -> Iterator[tuple[Any, ...]]:
    """The keys on each path through nested dicts, and the value at its end."""
    for key, value in table.items():
        if isinstance(value, dict) and depth:
            yield from ((key, *way) for way in _ways_through(value, depth - 1))
        else:
            yield key, value


def _containers(value: Any) -> Iterator[Any]:
    match value:
        case dict():
            yield value
            for each in value.values():
                yield from _containers(each)
        case list() | tuple() | set() | frozenset():
            yield value
            for each in value:
                yield from _containers(each)
