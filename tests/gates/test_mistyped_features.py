"""A feature whose name is mistyped at green: the nearest one is named, before anything else is offered."""

from __future__ import annotations

import pytest

from pytest_tddgate.errors import CannotDecide
from pytest_tddgate.gates.contracts.registry import registry_of
from pytest_tddgate.gates.contracts.target import target_of
from tests.fakes import FakeRepository, case_of, contract_of, record_of

TEST = {"tests/test_discount.py": "def test_discount(): ...\n"}
FILES = TEST | record_of(contract_of("discount", TEST))


def problem_of(feature: str) -> CannotDecide:
    """What the gate says of this name, where `discount` is locked."""
    case = case_of(FakeRepository([{}, FILES], FILES), feature=feature, args=(f"--tdd-feature={feature}",))
    with pytest.raises(CannotDecide) as caught:
        target_of(registry_of(case), case)
    return caught.value


def test_a_mistyped_feature_is_led_to_the_nearest() -> None:
    """The next step judges what was meant, and says what a new feature needs."""
    problem = problem_of("discuont")

    assert problem.what == "there is no contract of the feature 'discuont'; did you mean 'discount'?"
    new = "pytest --tdd-gate=lock --tdd-feature=discuont"
    assert problem.next_step == f"pytest --tdd-gate=green --tdd-feature=discount; or, if it is a new one: {new}"


@pytest.mark.tdd_pins("the other side")
def test_a_feature_that_is_like_no_other_is_led_to_the_lock() -> None:
    """It may be the next one."""
    problem = problem_of("vat")

    assert problem.what == "there is no contract of the feature 'vat' (known: discount)"
    assert problem.next_step == "pytest --tdd-gate=lock --tdd-feature=vat"
