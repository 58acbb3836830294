"""What never ends is seen by its steps, which a busy machine does not change."""

from __future__ import annotations

import sys

import pytest

from pytest_tddgate.session.mutants.steps import Steps


class Endless(BaseException):
    """Raised in place of the end of a process."""


def end() -> None:
    """Stand in for the end of a process."""
    raise Endless


def spin(rounds: int) -> int:
    """Go round."""
    done = 0
    while done < rounds:
        done += 1
    return done


def step() -> None:
    """Do nothing."""


def call(times: int) -> None:
    """Call what is watched."""
    for _ in range(times):
        step()


needs_events = pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring came with Python 3.12")


@needs_events
def test_rounds_of_a_loop_are_no_steps() -> None:
    """A change can make a loop go round far more often, and end."""
    steps = Steps([spin.__code__], end)
    try:
        steps.begin(100)

        assert spin(1000) == 1000
    finally:
        steps.close()


@needs_events
def test_a_function_that_is_called_without_end_is_ended() -> None:
    """Each call is a step: the loop may be the caller's, which nobody watches."""
    steps = Steps([step.__code__], end)
    try:
        steps.begin(100)

        with pytest.raises(Endless):
            call(1000)
    finally:
        steps.close()


@needs_events
def test_each_test_has_its_own_steps() -> None:
    """What one test used is given back for the next."""
    steps = Steps([step.__code__], end)
    try:
        for _ in range(5):
            steps.begin(100)
            call(90)
    finally:
        steps.close()

    assert steps.left == 10


def test_without_a_limit_nothing_ends() -> None:
    """Steps that are not begun cost nothing and end nothing."""
    steps = Steps([step.__code__], end)
    try:
        call(1000)

        assert steps.left == 0
    finally:
        steps.close()
