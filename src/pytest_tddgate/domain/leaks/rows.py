"""Rows of constants: what literals and data files put side by side."""

from __future__ import annotations

import csv
import itertools
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.catalogues import catalogue_of
from pytest_tddgate.domain.leaks.databases import records_of
from pytest_tddgate.domain.leaks.rarity import literal_in
from pytest_tddgate.domain.python.conversions import NotConstant, loaded, unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["WIDEST", "Row", "content_of_file", "rows_of_file", "rows_of_text", "rows_of_value", "text_of"]

WIDEST = 6
"""Most cells of a row that are taken to belong together."""
_DEEPEST = 6
_LARGEST = 1_000_000  # bytes of a data file that are read
_HEADING = re.compile(r"\[+\s*([^\[\]]+?)\s*\]+|[\"']?([^\"':=]+?)[\"']?\s*:")
_SAID = re.compile(r"[^=:]+?\s*[=:]\s*(\S.*)")
_SEPARATORS = (" => ", " -> ", "=", "\t", "|", ";", ": ", ":", ",", " ")


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """Constants that belong together, and their line (0: unknown); rows are compared by identity."""

    cells: tuple[Any, ...]
    line: int = 0


def rows_of_value(value: Any, line: int = 0, depth: int = 0) -> Iterator[Row]:
    """The rows in a value, at every depth: entries of a dict, sequences in a sequence, the values of a nested dict."""
    if depth > _DEEPEST:
        return
    match value:
        case dict():
            for key, each in value.items():
                yield Row((key, each), line)
                yield from rows_of_value(each, line, depth + 1)
            if 1 < len(value) <= WIDEST and depth:
                yield Row(tuple(value.values()), line)
        case list() | tuple() | set() | frozenset():
            for each in value:
                if isinstance(each, list | tuple) and is_row(each):
                    yield Row(tuple(each), line)
                yield from rows_of_value(each, line, depth + 1)


def is_row(cells: Iterable[Any]) -> bool:
    """Whether cells are a row, not one value: some are texts or containers, as in `("1-3", [1, 2, 3])`."""
    cells = list(cells)
    has_more = any(isinstance(each, str | bytes | list | tuple | dict | set) for each in cells)
    return 1 < len(cells) <= WIDEST and has_more


def rows_of_text(text: str) -> Iterator[Row]:
    """The rows in lines of text, for each separator by which a line can be cut.

    A cell that writes a value (`[1, 2]`) also counts as that value. A line such as `key = text` below a heading
    (`[name]`, `name:`) makes a row of the heading and the text.
    """
    heading = ""
    for number, line in enumerate(text.splitlines(), 1):
        yield from _rows_of_line(line, number)
        if found := _HEADING.fullmatch(line.strip()):
            heading = found[1] or found[2]
        elif heading and (said := _SAID.fullmatch(line.strip())):
            yield _row_of_texts([heading, said[1]], number)


def _rows_of_line(line: str, number: int) -> Iterator[Row]:
    for separator in _SEPARATORS:
        if separator not in line:
            continue
        left, _, right = line.partition(separator)
        cuts = [[left, right], _cells(line, separator)]
        yield from (_row_of_texts(cells, number) for cells in cuts[: 1 + (cuts[0] != cuts[1])])
        yield Row(tuple(_meanings(each)[-1] for each in cuts[1]), number)


def _cells(line: str, separator: str) -> list[str]:
    if len(separator) > 1:
        return line.split(separator)
    return next(csv.reader([line], delimiter=separator), [])


def _row_of_texts(texts: Iterable[str], line: int) -> Row:
    return Row(tuple(cell for text in texts for cell in _meanings(text)), line)


def _meanings(text: str) -> tuple[Any, ...]:
    numbers = re.fullmatch(r"\s*-?\d+(?:[\s,]+-?\d+)+\s*", text)
    listed = ([int(each) for each in re.findall(r"-?\d+", text)],) if numbers else ()
    plain = text.strip("\r\n")
    return (plain, *(each for each in literal_in(text) if each != plain), *listed)


def rows_of_file(data: bytes) -> tuple[Row, ...]:
    """The rows in a data file: JSON, TOML, a pickle, a database, lines of text; also if it is packed or encoded.

    For a gettext catalogue: the messages that are not language, and the rows in its comments.
    """
    if (catalogue := catalogue_of(data)) is not None:
        return (*(_row_of_texts(each, 0) for each in catalogue.answers), *rows_of_text(catalogue.comments))
    if records := records_of(data):
        return tuple(_row_of_texts(map(str, each), 0) for each in records)
    value, inner = content_of_file(data)
    if value is None:
        text = text_of(inner)
        return tuple(rows_of_text(text) if text is not None else _rows_of_binary(inner))
    lines = (text_of(inner) or "").splitlines()
    return tuple(Row(row.cells, _line_of(row, lines)) for row in rows_of_value([value]))


def content_of_file(data: bytes) -> tuple[Any, bytes]:
    """The value that a file holds (None: it is text, or of unknown form), and its unpacked bytes."""
    data = data[:_LARGEST]
    layers = unwrapped(data)
    inner = layers[-1] if layers else data
    try:
        return loaded(inner), inner
    except (NotConstant, ValueError):
        return None, inner


def text_of(data: bytes) -> str | None:
    """The bytes as text; None if they are not UTF-8, or contain NUL."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _rows_of_binary(data: bytes) -> Iterator[Row]:
    """Rows of neighbouring texts in binary data; a text that ends in a list is split in front of the list."""
    texts = [each.decode("utf-8", "replace") for each in re.findall(rb"[\x20-\x7e\x80-\xf4]{2,}", data)]
    cut = [part for text in texts for part in re.split(r"(?<=[^\[{(,\s])(?=[\[{(])", text, maxsplit=1)]
    yield from (_row_of_texts([one, other], 0) for one, other in itertools.pairwise(cut))


def _line_of(row: Row, lines: list[str]) -> int:
    """The first line that has the row's first text as JSON or TOML writes it; 0 if there is none."""
    written = [json.dumps(each, ensure_ascii=False) for each in row.cells if isinstance(each, str)]
    return next((number for text in written[:1] for number, line in enumerate(lines, 1) if text in line), 0)
