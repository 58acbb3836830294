"""Mutants take turns in one process where that saves forks: which ones, and until when."""

from __future__ import annotations

from types import FunctionType
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

import pytest

from pytest_tddgate.session.mutants.baseline import Seen
from pytest_tddgate.session.mutants.queue import MutantQueue
from pytest_tddgate.session.mutants.swaps import Swap

if TYPE_CHECKING:
    from collections.abc import Sequence

PATH = "/shop/sums.py"


def subject() -> int:
    """Stand for what is mutated."""
    return 1


def mutant() -> int:
    """Stand for what it is in a mutant."""
    return 2


def seen(line: int, cpu: float = 0.001, wall: float = 0.001, cls: type | None = None) -> Seen:
    """A test that runs a line."""
    item = Mock(spec=pytest.Function)
    item.cls = cls
    return Seen(item, "passed", cpu, wall, frozenset({(PATH, line)}))


def swap(name: str, line: int, *, is_living: bool = True) -> Swap:
    """A mutant of a line."""
    functions = [each for each in (subject,) if is_living and isinstance(each, FunctionType)]
    codes = tuple((each, mutant.__code__) for each in functions)
    return Swap(name, PATH, (line, line), codes, "", (1, 9))


def taken(tests: Sequence[Seen], swaps: Sequence[Swap], most: int = 9) -> list[str]:
    """The mutants that take turns first."""
    return [each.id for each in MutantQueue(tests, swaps).take_turns(most)]


def test_the_next_ones_take_turns_in_their_order() -> None:
    """As many as are asked for."""
    swaps = [swap(name, 1) for name in "abcde"]

    assert taken([seen(1)], swaps, 4) == ["a", "b", "c", "d"]


def test_for_few_a_process_of_their_own_is_as_good() -> None:
    """Two do not pay for it."""
    assert taken([seen(1)], [swap("a", 1), swap("b", 1)]) == []


def test_what_is_not_imported_takes_no_turn() -> None:
    """It could not be switched off again: the others go on without it."""
    swaps = [swap("a", 1), swap("b", 1, is_living=False), swap("c", 1), swap("d", 1)]

    assert taken([seen(1)], swaps) == ["a", "c", "d"]


@pytest.mark.parametrize("test", [seen(1, cpu=0.1), seen(1, wall=0.5), seen(2)])
def test_a_long_test_is_run_once(test: Seen) -> None:
    """Several runs of it cost more than a fork; and what no test reaches has none."""
    assert taken([test], [swap(name, 1) for name in "abcd"]) == []


def test_a_test_of_another_kind_is_run_once() -> None:
    """Nobody knows how it runs again."""
    other = Seen(Mock(spec=pytest.Item), "passed", 0.001, 0.001, frozenset({(PATH, 1)}))

    assert taken([other], [swap(name, 1) for name in "abcd"]) == []


def test_who_took_a_turn_in_vain_is_tried_alone() -> None:
    """Also not together with others that share a set-up: what notices those did not notice it."""
    queue = MutantQueue([seen(1)], [swap(name, 1) for name in "abcd"])
    swaps = queue.take_turns(4)

    for each in swaps:
        queue.take_no_turn(each)
    queue.put_back(swaps)

    assert queue.take_turns(4) == ()
    assert [each.swap.id for each in queue.take(4)] == ["a"]


def test_a_test_that_leaves_something_ends_it_for_its_class() -> None:
    """Its neighbours are likely to do the same; others are not."""

    class Case:
        pass

    tests = [seen(1, cls=Case), seen(1, cls=Case), seen(2)]
    queue = MutantQueue(tests, [])

    queue.end_turns(swap("a", 1), ~0)

    assert [queue.is_repeatable(number) for number in range(3)] == [False, False, True]


def test_a_test_without_a_class_ends_it_for_itself() -> None:
    """Functions of a module have less in common."""
    queue = MutantQueue([seen(1), seen(1)], [])

    queue.end_turns(swap("a", 1), ~1)

    assert [queue.is_repeatable(number) for number in range(2)] == [True, False]


def test_a_mutant_that_ends_it_is_to_blame_alone() -> None:
    """The test that ran goes on to be asked about others."""
    swaps = [swap(name, 1) for name in "abcd"]
    queue = MutantQueue([seen(1)], swaps)

    queue.end_turns(swaps[0], 0)

    assert queue.take_turns(4) == ()
    assert queue.is_repeatable(0)


def test_a_mutant_is_switched_off_again() -> None:
    """With what an import of its file would take."""
    sources: dict[str, str | None] = {}
    with swap("a", 1).applied(sources):
        during: Any = (subject(), sources[PATH])

    assert (during, subject(), sources[PATH]) == ((2, ""), 1, None)


def test_a_mutant_is_switched_off_by_an_error_too() -> None:
    """Whatever a test raises."""
    with pytest.raises(KeyError), swap("a", 1).applied({}):
        raise KeyError

    assert subject() == 1
