"""Which statements of a file a test has to run, by their lines."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.runnable import runnable_in

pytestmark = pytest.mark.tdd_pins("written with the engine, beside its stories")

SOURCE = b'''\
"""Says."""
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import decimal
RATE: int


def total(prices,
          least=0):
    """Says."""
    if (prices
            and least):
        return max(
            prices,
        )
    else:
        pass
    try:
        least += 1
    except ValueError:
        raise
    match least:
        case 1:
            return 1
    assert least  # pragma: no cover
    return 0
'''


def test_statements_have_their_lines_and_know_whether_a_function_holds_them() -> None:
    """The head of a block ends before the block; what does nothing is left out."""
    found = [(each.first, each.last, each.is_in_function) for each in runnable_in(SOURCE)]

    assert found == [
        (2, 2, False),
        (8, 9, False),
        (11, 12, True),
        (13, 15, True),
        (18, 18, True),
        (19, 19, True),
        (21, 21, True),
        (22, 23, True),
        (24, 24, True),
        (26, 26, True),
    ]


def test_a_file_that_cannot_be_parsed_has_none() -> None:
    """It is another rule's business."""
    assert runnable_in(b"def f(:") == ()
