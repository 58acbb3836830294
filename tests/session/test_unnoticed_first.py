"""What noticed nothing in its turn is tried on before others begin, so that a small budget does not hide it."""

from __future__ import annotations

from types import FunctionType
from unittest.mock import Mock

import pytest

from pytest_tddgate.session.mutants.baseline import Seen
from pytest_tddgate.session.mutants.queue import MutantQueue, most_in_turn
from pytest_tddgate.session.mutants.swaps import Swap

PATH = "/shop/sums.py"
TESTS = [Seen(Mock(spec=pytest.Function), "passed", 0.001, 0.001, frozenset({(PATH, 1)})) for _ in range(3)]


def subject() -> int:
    """Stand for what is mutated, and for what it is in a mutant."""
    return 1


FUNCTIONS = [each for each in (subject,) if isinstance(each, FunctionType)]
CODES = tuple((each, each.__code__) for each in FUNCTIONS)
SWAPS = [Swap(name, PATH, (1, 1), CODES, "", (1, 9)) for name in "abcdefghi"]


def rest_of(queue: MutantQueue) -> str:
    """The names of those that wait, the next one first."""
    return "".join(each.id for each in queue.rest())


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_unnoticed_come_first_in_their_order(order: tuple[int, int]) -> None:
    """Whichever turn has ended first; then those that have not been tried, in their order."""
    queue = MutantQueue(TESTS, SWAPS)
    turns = [queue.take_turns(3), queue.take_turns(3)]  # a b c, d e f

    for place in order:
        noticed, unnoticed, not_begun = turns[place]
        assert noticed.id in "ad"
        queue.take_no_turn(unnoticed)
        queue.put_back([unnoticed, not_begun])

    assert rest_of(queue) == "becfghi"


def test_what_is_tried_again_keeps_its_place() -> None:
    """It was more informative than those that wait, or is less so."""
    queue = MutantQueue(TESTS, SWAPS)
    first, second, third = queue.take_turns(3)

    queue.put_back([third])
    queue.put_back([first])
    queue.put_back([second])

    assert rest_of(queue) == "abcdefghi"


@pytest.mark.parametrize(("budget", "most"), [(0.0001, 3), (0.2, 3), (0.5, 8), (1, 16), (20, 16), (1e9, 16)])
def test_a_small_budget_has_short_turns(budget: float, most: int) -> None:
    """Else the first ones spend it, and nothing of it is left for what they did not notice."""
    assert most_in_turn(budget) == most


def test_who_was_asked_in_vain_is_known() -> None:
    """Each once; nobody where nobody was asked."""
    queue = MutantQueue(TESTS, SWAPS)

    queue.in_vain(SWAPS[0], (2, 0))
    queue.in_vain(SWAPS[0], (2,))

    assert [queue.asked_in_vain(each) for each in SWAPS[:2]] == [(0, 2), ()]
