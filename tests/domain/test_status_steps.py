"""What a status asks for where a gate would refuse: in the middle of a merge, with pins alone, without a base."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.contract import Contract
from pytest_tddgate.domain.reports.moves import Move, Verb
from pytest_tddgate.domain.reports.status import FeatureStatus, Status
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.verdict import Finding

LOCKED = FeatureStatus(Contract("discount"), "c0ffee")
PIN, RED = "tests/test_a.py::test_pin", "tests/test_a.py::test_red"


@pytest.mark.parametrize(("operation", "command"), [("merge", "git commit --no-edit"), ("bisect", "git bisect reset")])
def test_what_git_has_begun_is_finished_first(operation: str, command: str) -> None:
    """No lock and no amendment is possible before."""
    step = Status((LOCKED,), operation=operation).next_step

    assert step == Move(Verb.FIX_SETUP, command, f"a {operation} is in progress")


def test_what_the_other_side_of_a_merge_has_is_not_taken_back() -> None:
    """What breaks a contract of HEAD may be an amendment of the other side."""
    broken = Finding(rule("contract-touched"), "tests/test_a.py is not what was locked", next_step="git restore it")

    step = Status((LOCKED,), (broken,), operation="merge").next_step

    assert (step.verb, step.command) == (Verb.FIX_SETUP, "git commit --no-edit")


def test_contracts_that_conflict_are_resolved_first() -> None:
    """Git cannot go on with them."""
    broken = Finding(rule("contract-missing"), "not what was committed", next_step="tddgate resolve")

    step = Status((LOCKED,), (broken,), operation="merge").next_step

    assert (step.verb, step.command) == (Verb.RESTORE, "tddgate resolve")


def test_pins_alone_are_committed() -> None:
    """To verify them would be refused, because nothing is red."""
    step = Status(unlocked=(PIN,), pins=(PIN,)).next_step

    assert step == Move(
        Verb.COMMIT,
        "git add :/tests/test_a.py && git commit -m 'test: add a pin'",
        "1 new test is a pin, and needs no contract",
    )


def test_pins_alone_do_not_stand_in_the_way_of_a_feature() -> None:
    """It goes on as without them."""
    assert Status((LOCKED,), unlocked=(PIN,), pins=(PIN,)).next_step == Status((LOCKED,)).next_step


def test_pins_beside_red_tests_are_locked_with_them() -> None:
    """One contract holds both."""
    step = Status(unlocked=(PIN, RED), pins=(PIN,)).next_step

    assert step == Move(Verb.RUN, "pytest --tdd-gate=verify-fail", "2 new tests are not locked")


def test_an_audit_is_told_its_base_where_it_finds_none() -> None:
    """Then it can be run as it stands."""
    every = frozenset({"green", "docs", "review"})

    step = Status((FeatureStatus(Contract("discount"), "c0ffee", passed=every, audit=" --tdd-base=beef"),)).next_step

    assert step.command == "pytest --tdd-gate=audit --tdd-base=beef"
