"""A contract that only says what a class is not would bless any class."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.red.blame import Scene
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.verify_fail.judged import data_flow_of
from pytest_tddgate.gates.verify_fail.null_implementation import null_check_of
from pytest_tddgate.session.child.standins import MODES
from tests.fakes import LAYOUT, FakeRepository, case_of, run_of, seen

PATH = "tests/test_errors.py"
SOURCE = "from shop.errors import Fatal\n\n\ndef test_it():\n    assert not issubclass(Fatal, KeyError)\n"
TEST = TestId(PATH, "test_it")


@pytest.mark.tdd_pins("refused before, and has to be")
def test_by_itself_it_asks_for_nothing() -> None:
    """Any class would do."""
    case = case_of(FakeRepository([{}], {PATH: SOURCE}))
    scene = Scene(LAYOUT, None, data_flow_of(case.repository, LAYOUT))
    passed = [replace(seen(str(TEST)), mode=mode) for mode in MODES]

    found = null_check_of([TEST], run_of(*passed, filled=("shop.errors.Fatal",)), scene, case)

    assert found.unrelated == {TEST}
