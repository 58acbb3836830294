"""Assertions that no code can satisfy, and those that look like them."""

from __future__ import annotations

import ast

import pytest

from pytest_tddgate.domain.red.unsatisfiable import excluding, is_unsatisfiable


def condition(text: str) -> ast.expr:
    """The condition that a text is."""
    return ast.parse(text, mode="eval").body


@pytest.mark.parametrize(
    "text",
    [
        "result == [7] and result != [7]",
        "not result == 7 and result == 7",
        "result == 1 and result == 2",
        "result and not result",
        "result is None and result is not None",
        "3 < len(split(text)) < 2",
        "2 > result > 2",
        "result > 3 and result < 3",
        "result >= 3 and 3 > result",
        "not (result < 3 or result >= 3)",
        "len(split(text)) < 0",
        "len(result) == -1",
        "abs(split(text)) <= -2",
        "split(text) == object()",
        "split(text) == float('nan')",
        "split(text) == math.nan",
        "split(text) is [7]",
        "split(text) is {}",
        "split(text) in []",
    ],
)
def test_a_condition_that_nothing_satisfies(text: str) -> None:
    """Whatever the names and calls give, it does not hold."""
    assert is_unsatisfiable(condition(text))


@pytest.mark.parametrize(
    "text",
    [
        "result == [7] and other != [7]",
        "result == 1 or result == 2",
        "next(lines) == 1 and next(lines) == 2",
        "counter.value == 1 and not counter.value < 2",
        "1 < len(split(text)) < 3",
        "1 < result <= 2 < other",
        "2 <= result <= 2",
        "result != 1 and result != 2",
        "result > 3 and result != 4",
        "result == one and result == other",
        "result == 1 and result == 1.0",
        "len(result) <= 0",
        "split(text) < 0",
        "split(text) != float('nan')",
        "split(text) is not []",
        "split(text) in [7]",
        "split(text) is None",
        "result is object",
        "not result",
        "result == make() and result != make()",
        "result == 'a' and result > 'A'",
    ],
)
def test_a_condition_that_something_satisfies(text: str) -> None:
    """A call and an attribute may give something else the second time."""
    assert not is_unsatisfiable(condition(text))


def excluded(text: str) -> list[int]:
    """The lines of the assertions in a block that exclude another."""
    return sorted(each.lineno for each in excluding(ast.parse(text).body))


def test_two_assertions_that_exclude_each_other() -> None:
    """Both are told: which of them fails is the subject's choice."""
    text = "result = split()\nassert result != [7]\nassert result\nassert result == [7]\n"

    assert excluded(text) == [2, 4]


@pytest.mark.parametrize(
    "text",
    [
        "assert result == [7]\nresult.append(8)\nassert result == [7, 8]\n",
        "assert next(lines) == 1\nassert next(lines) == 2\n",
        "assert counter.value == 1\nassert counter.value == 2\n",
        "assert result != 7\nassert result != 8\n",
    ],
)
def test_assertions_that_do_not_exclude_each_other(text: str) -> None:
    """What stands in between may change the value."""
    assert excluded(text) == []
