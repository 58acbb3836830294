"""A test that was asked about a mutant in vain is asked later: last about this one, and after others about its like."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from pytest_tddgate.session.mutants.baseline import Seen
from pytest_tddgate.session.mutants.board import Board, Noted
from pytest_tddgate.session.mutants.queue import MutantQueue
from pytest_tddgate.session.mutants.swaps import Swap

if TYPE_CHECKING:
    from collections.abc import Sequence

PATH = "/shop/sums.py"


def seen(name: str, cpu: float = 0.001) -> Seen:
    """A test that runs two functions."""
    item = Mock(spec=pytest.Function)
    item.nodeid = f"tests/test_sums.py::{name}"
    return Seen(item, "passed", cpu, 0.001, frozenset({(PATH, 1), (PATH, 2), (PATH, 11)}))


def swap(name: str, line: int, span: tuple[int, int] = (1, 9)) -> Swap:
    """A mutant of a line."""
    return Swap(name, PATH, (line, line), (), "", span)


def order(queue: MutantQueue, mutant: Swap) -> list[int]:
    """The tests as they are asked about it."""
    return list(queue.attempt(mutant).tests)


FEW = [seen(name) for name in ("test_a", "test_b", "test_c")]


def test_who_was_asked_about_this_mutant_is_asked_last() -> None:
    """What it says once more matters only if nobody else notices, also when it noticed others."""
    queue, mutant = MutantQueue(FEW, []), swap("a", 1)
    queue.noticed(swap("b", 1), 1)
    before = order(queue, mutant)

    queue.in_vain(mutant, before[:2])

    assert before[0] == 1
    assert order(queue, mutant)[0] == before[2]


@pytest.mark.parametrize("asked", [0, 1, 2])
def test_who_noticed_nothing_of_a_function_is_asked_after_others(asked: int) -> None:
    """About another mutant of the same function."""
    queue = MutantQueue(FEW, [])

    queue.in_vain(swap("a", 1), [asked])

    assert order(queue, swap("b", 2))[-1] == asked


def test_of_other_functions_it_is_asked_later_too() -> None:
    """As long as it has noticed nothing at all."""
    queue = MutantQueue(FEW, [])
    first = order(queue, swap("c", 11, (10, 19)))[0]

    queue.in_vain(swap("a", 1), [first])

    assert order(queue, swap("c", 11, (10, 19)))[-1] == first


def test_who_noticed_something_is_asked_first_all_the_same() -> None:
    """However often it was asked in vain: it has shown that it looks at results."""
    queue = MutantQueue(FEW, [])
    queue.in_vain(swap("a", 1), [2])
    queue.noticed(swap("b", 2), 2)

    assert order(queue, swap("c", 2))[0] == 2


def test_a_dear_test_is_asked_after_cheap_ones_all_the_same() -> None:
    """Whatever they were asked in vain."""
    queue = MutantQueue([*FEW, seen("test_dear", cpu=2)], [])
    queue.in_vain(swap("a", 1), [0, 1, 2])

    assert order(queue, swap("b", 2))[-1] == 3


def test_neighbours_are_not_asked_one_after_the_other() -> None:
    """They are alike: what one does not notice, the next seldom does. The order is the same in each run."""
    tests = [seen(f"test_{number}") for number in range(20)]

    found = order(MutantQueue(tests, []), swap("a", 1))

    assert sorted(found) == list(range(20))
    assert found != list(range(20))
    assert found == order(MutantQueue(tests, []), swap("a", 1))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants are tried in forks")
@pytest.mark.parametrize("asked", [(), (4,), tuple(range(30))])
def test_a_board_tells_who_was_asked(asked: Sequence[int]) -> None:
    """As many as there is room for."""
    board = Board(slots=1, most=2)
    board.note(0, Noted(1 << 16, 4, is_late=False, asked=tuple(asked)))
    board.note(0, Noted(84, 5, is_late=False))

    first, second = board.noted(0)

    assert first.asked == tuple(asked)[: len(first.asked)]
    assert len(first.asked) >= min(len(asked), 8)
    assert (first.number, second) == (4, Noted(84, 5, is_late=False))
