"""Who asks for red tests right after a lock is told that they are locked, and what comes next."""

from __future__ import annotations

from pytest_tddgate.domain.reports.moves import Verb
from pytest_tddgate.gates.contracts.waiting import Waiting
from pytest_tddgate.gates.verify_fail.newness import nothing_new

WAITING = Waiting("tax", "0123456789abcdef", "pytest --tdd-gate=green --tdd-feature=tax", is_begun=False)


def test_a_feature_that_waits_for_its_code_is_named_with_the_next_step() -> None:
    """There is nothing to lock, and no base to look for."""
    (found,) = nothing_new({}, is_empty=True, waiting=WAITING)

    assert found.what == "there is no new test: tax is locked, in commit 0123456789, and nothing has changed since"
    assert found.next_step == "write the implementation, then pytest --tdd-gate=green --tdd-feature=tax"


def test_code_that_has_been_begun_is_to_be_judged() -> None:
    """The next step is one command."""
    begun = Waiting("tax", "0123456789abcdef", "pytest --tdd-gate=green", is_begun=True)

    (found,) = nothing_new({}, is_empty=True, waiting=begun)

    assert found.what == "there is no new test: tax is locked, in commit 0123456789"
    assert found.next_step == "pytest --tdd-gate=green"


def test_without_such_a_feature_a_test_is_asked_for() -> None:
    """As before."""
    (found,) = nothing_new({}, is_empty=True)

    assert found.what == "there is no new test"
    assert found.remedy.startswith("write a test for the behaviour that is missing")


def test_the_move_is_an_implementation() -> None:
    """An agent is not sent to write another test."""
    move = WAITING.move

    assert (move.verb, move.command) == (Verb.IMPLEMENT, "pytest --tdd-gate=green --tdd-feature=tax")
    assert move.detail == "write the implementation, then pytest --tdd-gate=green --tdd-feature=tax"
