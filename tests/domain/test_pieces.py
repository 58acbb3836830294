"""Pieces of code that can be recognised elsewhere: functions, tables and assigned lambdas, and their text."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.pieces import pieces_in, written_form

PAGES = b'''
def pages(text):
    """Say which."""
    found = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found
'''


def test_functions_and_values_that_hold_code_are_pieces() -> None:
    """Tables of some length, lambdas and comprehensions; names, numbers and what the module gives on are none."""
    source = b"""
__all__ = ["a", "b", "c"]
RATE = 3
NAMES = ["x"]
TABLE = {"a": 1, "b": 2, "c": 3}
half = lambda price: price // 2
SQUARES = [n * n for n in range(9)]

class Box:
    rules = {"open": lambda box: box.open()}
    def put(self):
        return 1
"""

    assert [each.name for each in pieces_in("a.py", source)] == ["Box.put", "TABLE", "half", "SQUARES", "Box.rules"]


def test_a_value_has_the_lines_that_it_stands_on() -> None:
    """All of them, counted from 1."""
    (table,) = pieces_in("a.py", b"\nTABLE = {\n    1: 2,\n    3: 4,\n    5: 6,\n}\n")

    assert (table.first, table.last) == (2, 6)


def test_other_names_of_variables_leave_the_shape() -> None:
    """The digest says whether the bytes of the syntax are the same, the shape whether its form is."""
    (one,) = pieces_in("a.py", PAGES)
    (other,) = pieces_in("b.py", PAGES.replace(b"found", b"known").replace(b"last", b"end"))

    assert one.digest != other.digest
    assert one.shape == other.shape != ""


def test_other_names_of_functions_that_are_called_are_another_shape() -> None:
    """Only what the function binds itself can be renamed freely."""
    (one,) = pieces_in("a.py", PAGES)
    (other,) = pieces_in("b.py", PAGES.replace(b"range", b"spans"))

    assert one.shape != other.shape


def test_a_small_function_has_no_shape() -> None:
    """Everybody writes it alike."""
    (small,) = pieces_in("a.py", b"def size(self):\n    return len(self.items)\n")

    assert small.shape == ""


@pytest.mark.parametrize("prefix", ["", "    ", "+", "> ", "# ", "| "])
def test_the_text_of_a_piece_is_found_however_it_is_quoted(prefix: str) -> None:
    """In a document, a patch, a letter, a comment."""
    (piece,) = pieces_in("a.py", PAGES)
    document = "Sketch:\n\n" + "".join(f"{prefix}{line}\n" for line in PAGES.decode().splitlines()) + "End.\n"

    assert piece.is_written_in(written_form(document))


def test_a_notebook_holds_the_text_as_strings() -> None:
    """Each line between quotation marks, with its line end."""
    (piece,) = pieces_in("a.py", PAGES)
    lines = "".join(f'    "{line}\\n",\n'.replace('(",")', '(\\",\\")') for line in PAGES.decode().splitlines())

    assert piece.is_written_in(written_form(lines.replace('\\"', '"')))


def test_a_document_that_shows_a_call_does_not_hold_the_code() -> None:
    """Nor one with a line of it."""
    (piece,) = pieces_in("a.py", PAGES)

    assert not piece.is_written_in(written_form('>>> pages("1-3")\n[1, 2, 3]\n\nfor part in text.split(","):\n'))


def test_a_short_function_is_in_no_text() -> None:
    """A line or two stand in many documents."""
    (piece,) = pieces_in("a.py", b"def half(price):\n    price = price * 2\n    return price // 4\n")

    assert not piece.is_written_in(written_form("price = price * 2\nreturn price // 4\n"))
