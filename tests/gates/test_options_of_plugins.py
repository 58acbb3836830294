"""Tests that a plugin or a conftest took out of the run: by an option that was given, or in every run."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.run.observation import RunSeen
from pytest_tddgate.gates.run.selection import missing_tests
from tests.fakes import FakeRepository, FakeRunner, case_of, run_of, seen

CART = "tests/test_cart.py"
NODE, OTHER = f"{CART}::test_slow", f"{CART}::test_other"
ARGS = ("--tdd-gate=green", "--only=it")
ALONE = "was deselected by a plugin or a conftest, and is not by the settings alone"


def told(control: RunSeen | None, *args: str) -> tuple[list[str], FakeRunner]:
    """What is missing of a run in which a plugin deselected two tests; `control`: the collection by the settings."""
    runner = FakeRunner(again=[control] if control else [])
    by = {NODE: "", OTHER: ""}
    run = run_of(seen(f"{CART}::test_it"), deselected=(NODE, OTHER), deselected_by=by)
    case = case_of(FakeRepository([{CART: ""}], {CART: ""}), runner, args=args, directory="/shop")
    return [each.what for each in missing_tests(run, "c0", case)], runner


def test_what_the_settings_alone_do_not_deselect_is_missing() -> None:
    """An option of a plugin asked for it; the collection is made once more without any."""
    missing, runner = told(run_of(deselected=(OTHER,), deselected_by={OTHER: ""}), *ARGS)

    assert missing == [f"1 test {ALONE}: {NODE}"]
    assert runner.asked[0][1]["extra"]["own_settings"] is True


@pytest.mark.tdd_pins("what the project leaves out itself is its own")
def test_what_the_settings_alone_deselect_too_is_the_projects_own() -> None:
    """So it was at the base."""
    assert told(run_of(deselected=(OTHER, NODE), deselected_by={OTHER: "", NODE: ""}), *ARGS)[0] == []


def test_a_collection_that_is_cut_short_says_nothing() -> None:
    """Silence is no pass."""
    many = ALONE.replace("was", "were").replace(" is ", " are ")

    assert told(RunSeen(exit_code=-9), *ARGS)[0] == [f"2 tests {many}: {NODE}"]
