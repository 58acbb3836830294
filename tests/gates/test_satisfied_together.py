"""What the stand-in run shows of round trips and of modules without names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.red.blame import Scene
from pytest_tddgate.domain.run.observation import RunSeen, TestId, TestSeen
from pytest_tddgate.gates.verify_fail.hidden_faults import faults_behind
from pytest_tddgate.gates.verify_fail.judged import data_flow_of
from pytest_tddgate.gates.verify_fail.null_implementation import NullCheck, cases_behind, null_check_of
from pytest_tddgate.session.child.standins import EMPTY_MODULE, FIRST, MODES
from tests.fakes import LAYOUT, FakeRepository, case_of, run_of, seen

PATH = "tests/test_ranges.py"
SOURCE = (
    "from shop.ranges import parse, show\n\n\n"
    "def test_trip():\n    assert show(parse('1')) == '1'\n\n\n"
    "def test_empty():\n    assert show(parse('')) == ''\n\n\n"
    "def test_blank():\n    assert parse('') == []\n"
)
BOTH = ("shop.ranges.parse", "shop.ranges.show")


def modes_of(
    name: str, *passing: str, used: tuple[str, ...] = BOTH, passes_stand_ins_on: bool = False
) -> list[TestSeen]:
    """A test as it was in each mode: it passed in some."""
    test = seen(f"{PATH}::{name}", "failed")
    good = replace(seen(test.node_id), used=used, passes_stand_ins_on=passes_stand_ins_on)
    bad = replace(test, used=used, passes_stand_ins_on=passes_stand_ins_on)
    return [replace(good if mode in passing else bad, mode=mode) for mode in (*MODES, FIRST, EMPTY_MODULE)]


def found(*tests: list[TestSeen], more: tuple[TestSeen, ...] = ()) -> NullCheck:
    """What the check makes of these tests."""
    case = case_of(FakeRepository([{}], {PATH: SOURCE}))
    run = run_of(*(each for test in tests for each in test), *more)
    scene = Scene(LAYOUT, None, data_flow_of(case.repository, LAYOUT))
    return null_check_of([TestId(PATH, test[0].node_id.partition("::")[2]) for test in tests], run, scene, case)


def test_round_trips_alone_ask_for_nothing() -> None:
    """Also of something empty, which is an example elsewhere."""
    trips = (
        modes_of("test_trip", FIRST, passes_stand_ins_on=True),
        modes_of("test_empty", FIRST, "text", passes_stand_ins_on=True),
    )

    whole = found(*trips).whole

    assert whole == "shop.ranges.parse returns its first argument, shop.ranges.show its first argument"


@pytest.mark.parametrize(
    "other",
    [
        modes_of("test_blank", "list", used=BOTH[:1]),
        modes_of("test_blank", FIRST, used=BOTH[:1]),
        modes_of("test_blank", used=("shop.other",)),
        modes_of("test_blank", FIRST, "object", passes_stand_ins_on=True),
    ],
    ids=["an example", "its argument", "another feature", "any object"],
)
def test_another_test_is_enough(other: list[TestSeen]) -> None:
    """Where it asks for more, or is no round trip, or is content with any object, as a key is."""
    assert not found(modes_of("test_trip", FIRST, passes_stand_ins_on=True), other).whole


def test_a_module_without_names_satisfies() -> None:
    """It does where a test asks for a name and passes all the same; its other refutations say nothing."""
    nothing = found(modes_of("test_trip", EMPTY_MODULE, used=("shop.ranges",)))

    assert nothing.hollow == {TestId(PATH, "test_trip"): "a module without any of its names"}


def test_a_test_that_needs_a_name_of_the_module_excuses_another() -> None:
    """One that fails, or a whole file that cannot be imported."""
    test = modes_of("test_trip", EMPTY_MODULE, used=("shop.ranges",))
    needing = modes_of("test_blank", used=("shop.ranges",))
    file = TestSeen("tests/test_other.py", mode=EMPTY_MODULE, used=("shop.ranges",))

    assert (found(test, needing).hollow, found(test, more=(file,)).hollow) == ({}, {})


def test_a_test_that_asks_for_no_name_is_no_matter_of_a_module_without_names() -> None:
    """It passes for another reason."""
    assert found(modes_of("test_trip", EMPTY_MODULE, used=())).hollow == {}


def test_the_other_modes_are_neither_faults_nor_cases() -> None:
    """A module without names has faults of its own, and other cases."""
    case = case_of(FakeRepository([{}], {PATH: SOURCE}))
    scene = Scene(LAYOUT, None, data_flow_of(case.repository, LAYOUT))
    of_module = replace(seen(f"{PATH}::test_trip[a]", "failed", "builtins.NameError"), mode=EMPTY_MODULE)
    run = run_of(replace(seen(f"{PATH}::test_trip[b]"), mode="none"), of_module)

    assert faults_behind([TestId(PATH, "test_trip")], run, scene, case) == {}
    assert cases_behind(run) == {TestId(PATH, "test_trip"): frozenset({"b"})}
    assert cases_behind(RunSeen()) == {}
