"""A loop that never ends is told by its rounds, long before its time is up."""

from __future__ import annotations

import sys

import pytest

from pytest_tddgate.session.mutants.steps import ROUNDS, Steps

pytestmark = pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring came with Python 3.12")


class Endless(BaseException):
    """Raised in place of the end of a process."""


def end() -> None:
    """Stand in for the end of a process."""
    raise Endless


def spin(rounds: int) -> int:
    """Go round."""
    done = 0
    while done != rounds:
        done += 1
    return done


def rounds_of(times: int, most: int) -> int:
    """Let a loop go round so many times, with so many calls allowed."""
    steps = Steps([spin.__code__], end)
    try:
        steps.begin(most)
        return spin(times)
    finally:
        steps.close()


def test_a_loop_without_end_is_ended() -> None:
    """It waits for a number that it has passed."""
    with pytest.raises(Endless):
        rounds_of(-1, 100)


def test_a_loop_may_go_round_far_more_often_than_functions_may_be_called() -> None:
    """A change can make rounds many times more, and still they end."""
    assert rounds_of(100 * ROUNDS - 10, 100) == 100 * ROUNDS - 10
