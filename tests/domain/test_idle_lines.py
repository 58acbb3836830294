"""Statements of a function that nobody needs do not make a change better covered."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.idle import idle_lines


def idle(*statements: str) -> list[int]:
    """Which of these statements of a function, counted from 0, nobody needs."""
    source = "".join(f"    {each}\n" for each in statements)
    return [each - 2 for each in sorted(idle_lines(f"def total(prices):\n{source}    return sum(prices)\n".encode()))]


@pytest.mark.parametrize("statement", ["step = 1", "step: int = 1", "step = other = 'a'", "step = (1, 2)", "step += 2"])
def test_a_constant_that_nobody_reads_is_idle(statement: str) -> None:
    """Whatever it is, and however often."""
    assert idle("prices = list(prices)", statement, statement) == [1, 2]


@pytest.mark.parametrize(
    "statement",
    [
        "prices = 1",
        "step = prices",
        "step = call()",
        "self.step = 1",
        "global step; step = 1",
        "step[0] = 1",
        "step: int",
    ],
)
def test_what_is_read_or_does_something_is_not(statement: str) -> None:
    """A call may do anything, an attribute and a global name are read elsewhere."""
    assert idle(statement) == []


def test_a_name_that_is_read_in_an_inner_function_is_needed() -> None:
    """Or where every name is asked for."""
    assert idle("step = 1", "more = lambda: step") == []
    assert idle("step = 1", "print(locals())") == []


def test_constants_of_modules_and_classes_are_needed() -> None:
    """Others import them."""
    assert idle_lines(b"STEP = 1\n\n\nclass Cart:\n    step = 1\n") == frozenset()
    assert idle_lines(b"def") == frozenset()
