"""Statements that bind a constant that nobody reads do not make a change better tested."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.mutants.emptied import Untested, emptied_of, untested_in

PATH = "src/shop/cart.py"
UNTESTED = "def more(pages):\n    a = pages\n    b = a\n    return b\n"


def unmissed(statement: str) -> Untested:
    """How much of a change is unmissed, beside a function that holds this statement and one that uses its argument."""
    source = f"def total(prices):\n    {statement}\n    return sum(prices)\n\n\n{UNTESTED}".encode()
    emptied = [each for each in emptied_of(PATH, source, range(1, 99)) if each.function == "more"]
    return untested_in({PATH: source}, {PATH: range(1, 99)}, emptied)


@pytest.mark.parametrize("statement", ["step = 1", "step: int = 1", "step = other = 'a'", "step = (1, 2)"])
def test_a_constant_that_nobody_reads(statement: str) -> None:
    """It counts for nothing."""
    assert unmissed(statement) == Untested(3, 4)


@pytest.mark.tdd_pins("must go on to count")
@pytest.mark.parametrize("statement", ["prices = 1", "step = prices", "step = call()", "self.step = 1", "global step"])
def test_what_is_read_or_does_something(statement: str) -> None:
    """A call may do anything, and an attribute is read elsewhere."""
    assert unmissed(statement).of == 5 - statement.startswith("global")
