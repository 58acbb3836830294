"""Tests of classes and constants do not make up for functions that are asked for nothing."""

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
    "from shop.ranges import LIMIT, PageError, parse\n\n\n"
    "def test_type():\n    assert isinstance(parse('1'), list)\n\n\n"
    "def test_error():\n    assert issubclass(PageError, ValueError)\n\n\n"
    "def test_limit():\n    assert LIMIT == 10\n\n\n"
    "def test_command():\n    assert run('shop', '1') == '1'\n\n\n"
    "def test_refusal():\n    with pytest.raises(PageError):\n        parse('x')\n"
)


def modes_of(name: str, *passing: str, used: tuple[str, ...] = ()) -> list[TestSeen]:
    """A test as it was in each mode: it passed in some."""
    good, bad = seen(f"{PATH}::{name}"), seen(f"{PATH}::{name}", "failed")
    return [replace(good if mode in passing else bad, mode=mode, used=used) for mode in MODES]


def whole(*tests: list[TestSeen]) -> str:
    """What satisfies all of these tests together."""
    case = case_of(FakeRepository([{}], {PATH: SOURCE}))
    scene = Scene(LAYOUT, None, data_flow_of(case.repository, LAYOUT))
    names = [TestId(PATH, test[0].node_id.partition("::")[2]) for test in tests]
    return null_check_of(names, run_of(*(each for test in tests for each in test)), scene, case).whole


TYPE = modes_of("test_type", "list", used=("shop.ranges.parse",))
ERROR = modes_of("test_error")
LIMIT = modes_of("test_limit", used=("shop.ranges.LIMIT",))
REFUSAL = modes_of("test_refusal", used=("shop.ranges.parse",))


@pytest.mark.parametrize("others", [(), (ERROR,), (LIMIT,), (ERROR, LIMIT)], ids=["alone", "error", "limit", "both"])
def test_a_function_that_is_asked_only_for_a_type_stays_hollow(others: tuple[list[TestSeen], ...]) -> None:
    """Whatever a class derives from, and whatever a constant is."""
    assert whole(TYPE, *others) == "shop.ranges.parse returns an empty list"


@pytest.mark.tdd_pins("behaviour excuses today, and has to")
@pytest.mark.parametrize("others", [(REFUSAL,), (modes_of("test_command"),)], ids=["error", "command"])
def test_a_test_of_behaviour_is_enough(others: tuple[list[TestSeen], ...]) -> None:
    """An expected error, or something that a stand-in cannot see, like another process."""
    assert not whole(TYPE, ERROR, *others)


@pytest.mark.tdd_pins("accepted today, and has to be")
def test_a_contract_of_names_alone_is_not_hollow() -> None:
    """A class of errors or a constant can be all that is wanted."""
    assert not whole(ERROR, LIMIT)
