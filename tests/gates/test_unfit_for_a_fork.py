"""A contract test that is green in the run and fails in a fork: a fork's own trouble, or a test that needs company."""

from __future__ import annotations

import signal

import pytest

from pytest_tddgate.domain.run.mutation import MutationSeen
from pytest_tddgate.domain.run.observation import RunSeen, TestId
from pytest_tddgate.gates.implementation.examined import Implementation
from pytest_tddgate.gates.implementation.mutants import mutant_findings
from tests.fakes import FakeRepository, FakeRunner, case_of, run_of, seen

CODE = {"src/shop/tax.py": "def tax(price):\n    return price + 1\n"}
TAX, CART = TestId("tests/test_tax.py", "test_tax"), TestId("tests/test_cart.py", "test_cart")
WAY = "fails when the contracts' tests run without the others"


def told(unfit: str, control: list[RunSeen]) -> tuple[list[str], list[str], FakeRunner]:
    """What is missing where this test failed in a fork, and notes about it; `control`: the contract in a process."""
    runner = FakeRunner(mutants=[run_of(mutation=MutationSeen(unfit=(unfit,))), run_of()], control=control)
    implementation = Implementation(
        (TAX,), {"src/shop/tax.py": frozenset({1, 2})}, "c0", contracted=(TAX, TestId(TAX.file, "test_pin"))
    )
    shown = mutant_findings(implementation, case_of(FakeRepository([{}], CODE), runner))
    return [each.what for each in shown.missing], [each for each in shown.notes if "fork" in each], runner


def test_one_that_fails_in_a_process_of_its_own_too_is_a_missing_fact() -> None:
    """Something in the whole run makes it pass, and nobody knows what."""
    missing, _, _ = told(str(TAX), [run_of(seen(str(TAX), "failed"))])

    assert missing == [f"{TAX} passes in the whole run, and {WAY}"]


@pytest.mark.parametrize("case", ["", "[1]"])
def test_one_that_passes_there_has_trouble_with_forks(case: str) -> None:
    """A note says so, as before; what else is in the contracts runs with it."""
    missing, notes, runner = told(f"{TAX}{case}", [run_of(seen(f"{TAX}{case}"))])

    assert missing == []
    assert notes == [f"mutants: 1 test fails alone in a fork (not asked): {TAX}{case}"]
    (asked,) = [sides for role, sides in runner.asked if role == "control"]
    assert asked["targets"] == [f"{TAX.file}::test_pin", str(TAX)]


@pytest.mark.tdd_pins("a note is all that other tests are worth")
def test_a_test_that_is_in_no_contract_is_noted_only() -> None:
    """Whether it depends on others is not this gate's question."""
    missing, notes, runner = told(str(CART), [])

    assert missing == []
    assert notes == [f"mutants: 1 test fails alone in a fork (not asked): {CART}"]
    assert "control" not in {role for role, _ in runner.asked}


@pytest.mark.parametrize(
    "run", [RunSeen(exit_code=-signal.SIGKILL, last_started=str(TAX)), run_of(exit_code=5, announced=5)]
)
def test_one_of_which_a_process_of_its_own_says_nothing_is_a_missing_fact(run: RunSeen) -> None:
    """Silence is no pass."""
    missing, _, _ = told(str(TAX), [run])

    assert missing == [f"{TAX} passes in the whole run, and {WAY}"]
