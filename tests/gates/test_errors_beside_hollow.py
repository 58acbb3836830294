"""That an error can be raised does not make up for a function that is asked for nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.red.blame import Scene
from pytest_tddgate.domain.run.observation import TestId, TestSeen
from pytest_tddgate.gates.verify_fail.judged import data_flow_of
from pytest_tddgate.gates.verify_fail.null_implementation import null_check_of
from pytest_tddgate.session.child.standins import MODES
from tests.fakes import LAYOUT, FakeRepository, case_of, run_of, seen

PATH = "tests/test_ranges.py"
SOURCE = (
    "import pytest\nfrom shop.ranges import PageError, parse\n\n\n"
    "def test_type():\n    assert isinstance(parse('1'), list)\n\n\n"
    "def test_raised():\n    with pytest.raises(PageError):\n        raise PageError('x')\n\n\n"
    "def test_instance():\n    assert isinstance(PageError('x'), Exception)\n"
)
MISSING = ("shop.ranges.PageError", "shop.ranges.parse")


def modes_of(name: str, *passing: str, used: tuple[str, ...] = ()) -> list[TestSeen]:
    """A test as it was in each mode: it passed in some."""
    good, bad = seen(f"{PATH}::{name}"), seen(f"{PATH}::{name}", "failed")
    return [replace(good if mode in passing else bad, mode=mode, used=used) for mode in MODES]


@pytest.mark.parametrize("error", ["test_raised", "test_instance"])
def test_a_function_that_is_asked_only_for_a_type_stays_hollow(error: str) -> None:
    """Whatever its error is."""
    case = case_of(FakeRepository([{}], {PATH: SOURCE}))
    scene = Scene(LAYOUT, None, data_flow_of(case.repository, LAYOUT))
    ran = [*modes_of("test_type", "list", used=("shop.ranges.parse",)), *modes_of(error, *MODES)]
    found = null_check_of([TestId(PATH, "test_type"), TestId(PATH, error)], run_of(*ran, filled=MISSING), scene, case)

    assert found.whole == "shop.ranges.parse returns an empty list"
    assert not found.unrelated
