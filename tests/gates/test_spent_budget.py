"""What a gate makes of mutants when the budget is spent: what is known of them is said, and nothing beyond that."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.mutants.mutations import mutants_of
from pytest_tddgate.domain.run.mutation import MutantSeen, MutationSeen
from pytest_tddgate.domain.run.observation import RunSeen, TestId
from pytest_tddgate.gates.case import Effort
from pytest_tddgate.gates.implementation.examined import Implementation
from pytest_tddgate.gates.implementation.mutants import mutant_findings
from tests.fakes import FakeRepository, FakeRunner, case_of, run_of

PATH = "src/shop/tax.py"
CODE = "def tax(price):\n    spare = price\n    return price + 1\n"
LINES = frozenset({1, 2, 3})
TAX = TestId("tests/test_tax.py", "test_tax")
DELETED, *OTHERS = (each.id for each in mutants_of(PATH, CODE.encode(), LINES))
SPENT = "the budget of 0.2 s of CPU is spent (--tdd-budget)"


def run_with(deleted: str, others: str) -> RunSeen:
    """A run that spent the budget: what came of the deleted statement, and of all others."""
    found = [_seen(DELETED, deleted), *(_seen(each, others) for each in OTHERS)]
    return run_of(mutation=MutationSeen(tuple(found), spent=0.3))


def _seen(mutant: str, outcome: str) -> MutantSeen:
    """`unnoticed` is one that some tests were asked about in vain."""
    if outcome in {"untried", "unreached"}:
        return MutantSeen(mutant, outcome)
    return MutantSeen(mutant, "untried" if outcome == "unnoticed" else outcome, ("tests/t.py::t",), 1)


def told(*runs: RunSeen) -> tuple[list[str], list[str], FakeRunner]:
    """What is found, the notes, and who was asked, with a budget that the first run spends."""
    runner = FakeRunner(mutants=list(runs))
    implementation = Implementation((TAX,), {PATH: LINES}, "c0")
    shown = mutant_findings(implementation, case_of(FakeRepository([{}], {PATH: CODE}), runner, effort=Effort(0.2)))
    return [each.rule.id for each in shown.findings], list(shown.notes), runner


def test_a_survivor_that_no_other_test_runs_is_told() -> None:
    """To ask which tests run its line costs nothing of the budget."""
    others = run_with(deleted="unreached", others="untried")

    found, notes, runner = told(run_with(deleted="survived", others="untried"), others)

    asked = [sides for role, sides in runner.asked if role == "mutants"]
    assert [each["extra"]["budget"] <= 0 for each in asked] == [False, True]
    assert found == ["not-minimal"]
    assert f"mutants: {len(OTHERS)} were not tried: {SPENT}" in notes


def test_one_that_other_tests_run_is_unnoticed_so_far() -> None:
    """They might notice it."""
    found, notes, _ = told(
        run_with(deleted="survived", others="untried"), run_with(deleted="untried", others="untried")
    )

    assert found == []
    assert notes[-1] == f"mutants: {len(OTHERS) + 1} were not tried: {SPENT}; 1 of them unnoticed so far"


def test_what_its_turn_did_not_notice_is_unnoticed_so_far() -> None:
    """A few tests ran it, and the budget did not last for the others."""
    found, notes, runner = told(run_with(deleted="untried", others="unnoticed"))

    assert found == []
    assert notes[-1] == f"mutants: {len(OTHERS) + 1} were not tried: {SPENT}; {len(OTHERS)} of them unnoticed so far"
    assert [role for role, _ in runner.asked] == ["mutants"]


@pytest.mark.parametrize("outcome", ["untried", "killed"])
def test_lines_that_other_tests_may_run_were_not_tried(outcome: str) -> None:
    """The contract's tests do not run them, and the others were not asked."""
    found, notes, _ = told(run_with(deleted="unreached", others=outcome))

    assert found == []
    count = 1 + len(OTHERS) * (outcome == "untried")
    assert notes[-1] == f"mutants: {count} {'was' if count == 1 else 'were'} not tried: {SPENT}"
