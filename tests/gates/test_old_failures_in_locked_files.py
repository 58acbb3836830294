"""At green: old failures in a file that the lock commit cannot import are looked for in the commits before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.run.observation import CollectError
from pytest_tddgate.errors import TddgateError
from pytest_tddgate.gates.change.evolution import evolution_since
from pytest_tddgate.gates.green import existing_outcomes
from tests.fakes import FakeRepository, FakeRunner, case_of, run_of, seen

if TYPE_CHECKING:
    from pytest_tddgate.domain.reports.check_result import CheckResult
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.gates.case import Case

CART, OTHER = "tests/test_cart.py", "tests/test_other.py"
NODE, FURTHER = f"{CART}::test_total", f"{OTHER}::test_years"
BEFORE = {CART: "def test_total():\n    assert sum([1, 2]) == 4\n", OTHER: "def test_years():\n    assert False\n"}
LOCKED = BEFORE | {CART: "from shop import tax\n\n\n" + BEFORE[CART]}
UNSEEN = (CollectError(CART, None, "no module named shop.tax"),)


class Line(FakeRepository):
    """A line of commits that begins somewhere."""

    def resolve(self, revision: str) -> str:
        """The id of a commit; before the first there is none."""
        if revision == "c0^":
            raise TddgateError("there is no commit c0^")
        return super().resolve(revision)


@pytest.fixture(autouse=True)
def bases(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commits that were laid out, in order; nobody needs to do so for a run in memory."""
    asked: list[str] = []

    class Nowhere:
        def __init__(self, base: str, _case: Case) -> None:
            asked.append(base)

        def __enter__(self) -> str:
            return "/base"

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr("pytest_tddgate.gates.change.existing.base_tree", Nowhere)
    return asked


def told(*runs: RunSeen, commits: int = 2) -> CheckResult:
    """What is found where two old tests fail, and the base and the commits before it show these runs."""
    history = [BEFORE, *[LOCKED] * (commits - 1)]
    case = case_of(Line(history, LOCKED), FakeRunner(base=list(runs), again=[run_of(), run_of()]))
    evolution = evolution_since(f"c{commits - 1}", case)
    run = run_of(seen(NODE, "failed"), seen(FURTHER, "failed"))
    return existing_outcomes.other_tests(run, set(), evolution, case, is_lost=True)


def test_what_failed_in_the_commit_before_the_lock_is_not_counted(bases: list[str]) -> None:
    """Its file asks for what is to be written, so the lock commit shows nothing of it."""
    found = told(run_of(seen(FURTHER, "failed"), collect_errors=UNSEEN), run_of(seen(NODE, "failed")))

    assert (found.findings, bases) == ((), ["c1", "c0"])
    assert found.notes == (f"2 tests fail here as at the base (not counted): {NODE}",)


@pytest.mark.tdd_pins("what the change has broken is refused")
def test_what_passed_in_the_commit_before_the_lock_is_broken() -> None:
    """The change has broken it."""
    found = told(run_of(seen(FURTHER, "failed"), collect_errors=UNSEEN), run_of(seen(NODE)))

    assert [each.what for each in found.findings] == [f"{NODE} does not pass: AssertionError"]


def test_locks_may_follow_one_another(bases: list[str]) -> None:
    """Then the commit before is a lock as well."""
    hidden = run_of(collect_errors=UNSEEN)

    found = told(
        run_of(seen(FURTHER, "failed"), collect_errors=UNSEEN), hidden, run_of(seen(NODE, "failed")), commits=3
    )

    assert (found.findings, bases) == ((), ["c2", "c1", "c0"])


@pytest.mark.tdd_pins("there may be no commit before the base")
def test_before_the_first_commit_there_is_nothing(bases: list[str]) -> None:
    """Nobody knows that the test failed before."""
    found = told(run_of(seen(FURTHER, "failed"), collect_errors=UNSEEN), commits=1)

    assert [each.what for each in found.findings] == [f"{NODE} does not pass: AssertionError"]
    assert bases == ["c0"]


@pytest.mark.tdd_pins("a commit more is asked only where a file is hidden")
def test_a_test_that_the_base_does_not_have_needs_no_other_commit(bases: list[str]) -> None:
    """It came with the change."""
    found = told(run_of(seen(FURTHER, "failed")))

    assert [each.what for each in found.findings] == [f"{NODE} does not pass: AssertionError"]
    assert bases == ["c1"]
