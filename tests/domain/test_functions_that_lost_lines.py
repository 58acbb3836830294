"""A function from which a change only takes lines away has changed, although no line of it is new."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.rewritten import rewritten_lines

BEFORE = """
class Shelf:
    def first(self):
        return None
        return self.books[0]

    def last(self):
        return self.books[-1]


def names(books):
    for book in books:
        yield book.name
        return


def prices(books):
    return [book.price for book in books]
"""
NONE: frozenset[int] = frozenset()


@pytest.mark.parametrize(("gone", "line"), [("        return None\n", 3), ("        return\n", 11)])
def test_its_first_line_counts(gone: str, line: int) -> None:
    """So the control without the code can empty it."""
    after = BEFORE.replace(gone, "")

    assert rewritten_lines(NONE, BEFORE, after.encode()) == {line}


@pytest.mark.tdd_pins("nothing is said of what is as it was")
@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        BEFORE.replace("\n\ndef prices(books):\n    return [book.price for book in books]\n", ""),
        "\n# \n" + BEFORE,
    ],
)
def test_nothing_counts_where_no_function_differs(after: str) -> None:
    """A function that is gone has no line."""
    assert not rewritten_lines(NONE, BEFORE, after.encode())
