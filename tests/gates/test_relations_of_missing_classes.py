"""A test that asks how missing classes are related asks for the classes: stand-ins are related like unrelated ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.red.blame import Scene
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.verify_fail.judged import data_flow_of
from pytest_tddgate.gates.verify_fail.null_implementation import NullCheck, null_check_of
from pytest_tddgate.session.child.standins import MODES
from tests.fakes import LAYOUT, FakeRepository, case_of, run_of, seen

PATH = "tests/test_errors.py"
HEAD = "from shop import errors\nfrom shop.errors import Fatal, Old, Transient\n\n\ndef test_it():\n"
TEST = TestId(PATH, "test_it")


def checked(*lines: str, is_alone: bool = False) -> NullCheck:
    """The result for a test with these lines, which passes with every stand-in and uses none, beside one that fails."""
    source = HEAD + "".join(f"    {each}\n" for each in lines)
    case = case_of(FakeRepository([{}], {PATH: source}))
    scene = Scene(LAYOUT, None, data_flow_of(case.repository, LAYOUT))
    passed = [replace(seen(str(TEST)), mode=mode) for mode in MODES]
    failed = [] if is_alone else [replace(seen(f"{PATH}::test_other", "failed"), mode=mode) for mode in MODES]
    run = run_of(*passed, *failed, filled=("shop.errors.Fatal", "shop.errors.Transient"))
    return null_check_of([TEST] if is_alone else [TEST, TestId(PATH, "test_other")], run, scene, case)


@pytest.mark.parametrize(
    "line",
    [
        "assert not issubclass(Fatal, Transient)",
        "assert not issubclass(errors.Fatal, errors.Transient)",
        "assert not isinstance(KeyError(), (Fatal, Transient))",
    ],
)
def test_a_missing_class_that_is_related_to_no_other_is_asked_for(line: str) -> None:
    """It is not there yet."""
    assert checked(line) == NullCheck()


@pytest.mark.tdd_pins("refused today, and has to be")
@pytest.mark.parametrize("lines", [("assert not issubclass(Old, KeyError)",), ("Fatal", "assert issubclass(int, int)")])
def test_relations_of_others_are_not(lines: tuple[str, ...]) -> None:
    """The missing class has no part in them."""
    assert checked(*lines).unrelated == {TEST}
