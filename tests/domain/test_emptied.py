"""Which functions of a change can be emptied, and how much of the change they hold."""

from __future__ import annotations

import ast

import pytest

from pytest_tddgate.domain.mutants.emptied import Untested, emptied_of, untested_in
from pytest_tddgate.domain.mutants.mutations import mutants_of, mutated

PATH = "src/shop/cart.py"
SOURCE = b'''\
"""A cart."""

LIMIT = 3


def total(prices):
    """The sum."""
    found = 0
    for price in prices:
        found += price
    return found


class Cart:
    def __init__(self):
        self.lines = []

    @property
    def size(self): return len(self.lines)

    def later(self):
        """To come."""
        raise NotImplementedError

    def hook(self):
        ...


def wrapped(function):
    def inner():
        return function()

    return inner
'''
ALL = range(1, 100)


def test_each_function_is_emptied_on_its_own() -> None:
    """What does nothing yet, or only says so, is left out; what is inside goes with what is around."""
    found = emptied_of(PATH, SOURCE, ALL)

    assert [each.function for each in found] == ["total", "Cart.__init__", "Cart.size", "wrapped"]


def test_an_emptied_function_keeps_its_lines() -> None:
    """Its documentation stays, and what is below it too."""
    first, *_ = emptied_of(PATH, SOURCE, ALL)

    text = mutated(SOURCE, first)
    ast.parse(text)
    assert len(text.splitlines()) == len(SOURCE.splitlines())
    assert b'"""The sum."""\n    return None\n' in text


def test_a_function_that_did_not_change_stays() -> None:
    """A changed line has to be in its body."""
    assert [each.function for each in emptied_of(PATH, SOURCE, {6, 8, 14})] == ["total"]
    assert emptied_of(PATH, SOURCE, {3, 6}) == ()


@pytest.mark.parametrize("source", [b"def f(:\n", "def f():\n    return 'ä'\n".encode("latin-1"), b"\0"])
def test_what_is_no_python_has_no_functions(source: bytes) -> None:
    """It is somebody else's to refuse."""
    assert emptied_of(PATH, source, ALL) == ()


def unmissed(*names: str, spare: tuple[int, ...] = ()) -> Untested:
    """How much of the sample is in the functions of these names, with these lines to spare."""
    emptied = [each for each in emptied_of(PATH, SOURCE, ALL) if each.function in names]
    deleted = [each for each in mutants_of(PATH, SOURCE, ALL) if each.line in spare and each.kind == "statement"]
    return untested_in({PATH: SOURCE}, {PATH: ALL}, emptied, deleted)


def test_statements_of_functions_are_counted() -> None:
    """Those at import are not: constants make a change no better tested."""
    assert unmissed("total") == Untested(4, 10)
    assert unmissed("total", "wrapped") == Untested(7, 10)


def test_what_nobody_misses_does_not_dilute() -> None:
    """A statement without which every test passes counts for nothing, unless it is in a function that is not missed."""
    assert unmissed("wrapped", spare=(8, 10)) == Untested(3, 8)
    assert unmissed("total", spare=(8, 10)) == Untested(4, 10)


@pytest.mark.parametrize(
    ("statements", "of", "is_too_much"),
    [(5, 25, False), (6, 25, True), (4, 4, False), (5, 5, True), (0, 0, False), (20, 100, False), (21, 100, True)],
)
def test_a_fifth_may_go_unnoticed(statements: int, of: int, is_too_much: bool) -> None:  # noqa: FBT001 - a column
    """And a few statements always may."""
    assert Untested(statements, of).is_too_much(80) is is_too_much


def test_who_asks_for_no_coverage_is_told_nothing() -> None:
    """The limit is the same."""
    assert not Untested(9, 9).is_too_much(0)
