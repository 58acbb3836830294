"""Existing tests that fail are held against the base: at verify-fail, and at green."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.gates.change.evolution import Evolution, evolution_since
from pytest_tddgate.gates.green import existing_outcomes
from pytest_tddgate.gates.verify_fail.existing_outcomes import existing_tests
from tests.fakes import FakeRepository, FakeRunner, case_of, run_of, seen

if TYPE_CHECKING:
    from pytest_tddgate.gates.case import Case

CART = "tests/test_cart.py"
NODE = f"{CART}::test_total"
BEFORE = {CART: "def test_total():\n    assert sum([1, 2]) == 3\n"}
NEW = "tests/test_tax.py"
AFTER = BEFORE | {NEW: "def test_tax():\n    assert tax(100) == 20\n"}


@pytest.fixture(autouse=True)
def _no_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    """The base is run in a tree of its own, which nobody needs to lay out for a run in memory."""
    monkeypatch.setattr("pytest_tddgate.gates.change.existing.base_tree", _Nowhere)


class _Nowhere:
    def __init__(self, base: str, case: Case) -> None:
        assert (base, case.layout.top) == ("c0", "/shop")

    def __enter__(self) -> str:
        return "/base"

    def __exit__(self, *_: object) -> None:
        pass


def changed(runner: FakeRunner) -> tuple[Evolution, Case]:
    """A test more than at the base, and the case over it."""
    case = case_of(FakeRepository([BEFORE], AFTER), runner)
    return evolution_since("c0", case), case


def test_the_base_is_not_run_while_all_existing_tests_pass() -> None:
    """The run itself has shown everything."""
    runner = FakeRunner()
    evolution, case = changed(runner)

    kept = existing_tests(run_of(seen(NODE), seen(f"{NEW}::test_tax", "failed")), evolution, case)

    assert (kept.count, kept.findings, runner.asked) == (1, (), [])


def test_a_test_that_passed_at_the_base_is_broken() -> None:
    """It fails again when its file runs alone, and without the new tests."""
    again = run_of(seen(NODE, "failed"))
    runner = FakeRunner(base=run_of(seen(NODE)), again=[again, again])
    evolution, case = changed(runner)

    kept = existing_tests(run_of(seen(NODE, "failed")), evolution, case)

    assert [each.what for each in kept.findings] == [f"{NODE} passed at the base and fails now (AssertionError)"]
    assert [role for role, _ in runner.asked] == ["base", "again", "again"]


def test_a_test_that_failed_at_the_base_is_noted_alone() -> None:
    """The change has nothing to do with it."""
    runner = FakeRunner(base=run_of(seen(NODE, "failed")))
    evolution, case = changed(runner)

    kept = existing_tests(run_of(seen(NODE, "failed")), evolution, case)

    assert kept.findings == ()
    assert kept.notes == (f"1 existing test fails here as at the base (not counted): {NODE}",)


def test_a_test_that_passes_beside_all_others_is_flaky() -> None:
    """Nobody can say whether it is kept."""
    runner = FakeRunner(base=run_of(seen(NODE)), again=[run_of(seen(NODE)), run_of(seen(NODE))])
    evolution, case = changed(runner)

    kept = existing_tests(run_of(seen(NODE, "failed")), evolution, case)

    assert kept.findings == ()
    assert [each.what for each in kept.missing] == [
        f"{NODE} is flaky: it failed, and passed when the same run was repeated"
    ]


def test_at_green_the_base_excuses_a_failure() -> None:
    """One that it does not have excuses nothing: it came with the change."""
    runner = FakeRunner(base=run_of(seen(NODE, "failed")), again=[run_of(seen(f"{NEW}::test_tax", "failed"))])
    evolution, case = changed(runner)
    run = run_of(seen(NODE, "failed"), seen(f"{NEW}::test_tax", "failed"))

    found = existing_outcomes.other_tests(run, set(), evolution, case, is_lost=False)

    assert [each.what for each in found.findings] == [f"{NEW}::test_tax does not pass: AssertionError"]
    assert found.notes == (f"1 test fails here as at the base (not counted): {NODE}",)


def test_at_green_nothing_is_repeated_for_a_run_that_is_lost_already() -> None:
    """The contract's own tests fail, and that is enough."""
    runner = FakeRunner(base=run_of(seen(NODE)))
    evolution, case = changed(runner)

    found = existing_outcomes.other_tests(run_of(seen(NODE, "failed")), set(), evolution, case, is_lost=True)

    assert [each.what for each in found.findings] == [f"{NODE} does not pass: AssertionError"]
    assert [role for role, _ in runner.asked] == ["base"]
