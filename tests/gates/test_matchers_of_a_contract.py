"""What green says of a class that is equal to everything, as the contract's tests ask for it or not."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.generality.replay import Agreement
from pytest_tddgate.domain.run.calls import CallsSeen
from pytest_tddgate.domain.run.observation import RunSeen, TestId
from pytest_tddgate.gates.implementation.cliffs import cliff_findings
from pytest_tddgate.gates.implementation.examined import Implementation
from pytest_tddgate.gates.implementation.made_for_tests import agreement_findings
from tests.fakes import FakeRepository, FakeRunner, case_of

PLACE, TEST = "src/shop/matcher.py", "tests/test_matcher.py"
CODE = "class Anything:\n    def __eq__(self, other):\n        return True\n"
ASKS = "def test_anything():\n    assert Anything() == 5\n    assert Anything() == 'x'\n"
IMPLEMENTATION = Implementation((TestId(TEST, "test_anything"),), {PLACE: frozenset(range(1, 9))}, "c0", locked=(TEST,))
IS_EQUAL = "is equal to whatever it is compared to"


def read(code: str, test: str = ASKS) -> list[str]:
    """The findings in the text of the implementation."""
    return [
        each.what
        for each in agreement_findings(IMPLEMENTATION, case_of(FakeRepository([{}], {TEST: test, PLACE: code})))
    ]


def seen(function: str, test: str = ASKS) -> list[str]:
    """The findings where this function showed such a value."""
    repository = FakeRepository([{}], {TEST: test, PLACE: CODE})
    agreement = Agreement(f"/shop/{PLACE}", 2, function, "Anything", IS_EQUAL)
    run = RunSeen(announced=0, calls=CallsSeen(is_whole=True, agreements=(agreement,)))
    return [each.what for each in cliff_findings(IMPLEMENTATION, case_of(repository, FakeRunner(calls=run))).findings]


def test_a_matcher_that_the_tests_ask_for() -> None:
    """It is the feature; its own comparison shows what it is."""
    assert read(CODE) == []
    assert seen("Anything.__eq__") == []


@pytest.mark.tdd_pins("these were refused, and are to be")
def test_a_matcher_that_nobody_asked_for() -> None:
    """One value can be its own; and what a function hands out is no object of the test."""
    once = "def test_anything():\n    assert Anything() == 5\n"

    assert len(read(CODE, once)) == 1
    assert len(seen("Anything.__eq__", once)) == 1
    assert len(seen("pages")) == 1


@pytest.mark.tdd_pins("these were refused, and are to be")
@pytest.mark.parametrize("method", ["__contains__", "__instancecheck__"])
def test_what_else_it_agrees_with(method: str) -> None:
    """The tests ask for equality, and for nothing more."""
    assert len(read(CODE.replace("__eq__", method))) == 1
