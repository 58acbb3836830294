"""What green says of a class whose `==` compares a key, where the tests show what it differs from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.generality.replay import Agreement
from pytest_tddgate.domain.run.calls import CallsSeen
from pytest_tddgate.domain.run.observation import RunSeen, TestId
from pytest_tddgate.gates.implementation.cliffs import cliff_findings
from pytest_tddgate.gates.implementation.examined import Implementation
from tests.fakes import FakeRepository, FakeRunner, case_of

if TYPE_CHECKING:
    from pytest_tddgate.domain.reports.check_result import CheckResult

PLACE, TEST = "src/shop/entity.py", "tests/test_entity.py"
ALIKE = 'def test_same():\n    assert load("7;Ann") == load("7;Anna")\n'
APART = f'{ALIKE}\n\ndef test_other():\n    assert load("7;Ann") != load("8;Ann")\n'
IN_PART = "is equal to values that differ from its own"


def examined(test: str, *functions: str, how: str = IN_PART) -> CheckResult:
    """What green says where these functions showed a value of the class Entity."""
    implementation = Implementation((TestId(TEST, "test_same"),), {PLACE: frozenset(range(1, 9))}, "c0", locked=(TEST,))
    agreements = tuple(Agreement(f"/shop/{PLACE}", line, name, "Entity", how) for line, name in enumerate(functions, 1))
    run = RunSeen(announced=0, calls=CallsSeen(is_whole=True, agreements=agreements))
    case = case_of(FakeRepository([{}], {PLACE: "", TEST: test}), FakeRunner(calls=run))
    return cliff_findings(implementation, case)


def test_a_key_that_the_tests_tell_apart() -> None:
    """It is shown, and refuses nothing, also not for the class's own comparison."""
    found = examined(APART, "Entity.__eq__", "load")

    assert found.findings == ()
    assert found.notes == (
        "Entity is equal to values that differ from its own; the contract's tests say what it is not equal to",
    )


def test_objects_that_the_tests_make() -> None:
    """The class itself is called there."""
    made = 'def test_same():\n    assert Entity(id=7) != {"id": 8}\n'

    assert examined(made, "Entity.__ne__").findings == ()


@pytest.mark.tdd_pins("these were refused, and are to be")
@pytest.mark.parametrize(
    ("test", "how"),
    [
        (ALIKE, IN_PART),
        (APART, "is equal to whatever it is compared to first"),
        (APART, "is equal to whatever is as long"),
    ],
)
def test_what_stays_refused(test: str, how: str) -> None:
    """Nothing is told apart, or the value is equal to what it cannot know."""
    assert len(examined(test, "load", how=how).findings) == 1


def test_what_only_its_operator_showed() -> None:
    """No function handed it out."""
    (finding,) = examined(ALIKE, "Entity.__ne__").findings

    assert finding.what == f"Entity.__ne__ is asked of a value of the class Entity, which {IN_PART}"
