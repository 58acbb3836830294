"""The contract without its code: what shows that it is red, and what shows nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.run.observation import CollectError, ExceptionSeen, Frame, RunSeen, TestId
from pytest_tddgate.gates.run.controls import sabotage_findings
from tests.fakes import FakeRepository, FakeRunner, case_of, run_of, seen

if TYPE_CHECKING:
    from pytest_tddgate.domain.run.observation import TestSeen

CODE = {"src/shop/tax.py": "def tax(price):\n    return price\n\n\n_WARM = tax(1)\n"}
TAX = TestId("tests/test_tax.py", "test_tax")
EMPTIED = ("builtins.NotImplementedError", "builtins.Exception")
HIDDEN = run_of(
    collect_errors=(CollectError("tests/test_tax.py", ExceptionSeen(EMPTIED, "emptied")),), exit_code=1, announced=1
)
GREEN, RED = run_of(seen(str(TAX))), run_of(seen(str(TAX), "failed"))


def by_import() -> TestSeen:
    """A test that imports its subject, which raises while it is imported."""
    failed = seen(str(TAX), "failed")
    frames = tuple(
        Frame(f"/shop/{path}", 1, function)
        for path, function in (
            ("tests/test_tax.py", "test_tax"),
            ("src/shop/tax.py", "<module>"),
            ("src/shop/tax.py", "tax"),
        )
    )
    raised = ExceptionSeen(EMPTIED, "emptied", frames)
    return replace(failed, phases=tuple(replace(each, exception=each.exception and raised) for each in failed.phases))


def shown(*runs: RunSeen) -> tuple[list[str], list[str], FakeRunner]:
    """What these runs of the control show: findings, what is missing, and who was asked."""
    runner = FakeRunner(control=list(runs))
    case = case_of(FakeRepository([{}], CODE), runner)
    changed = {"src/shop/tax.py": frozenset(range(1, 6))}
    found = sabotage_findings((TAX,), changed, case, (), {"/shop/src/shop/tax.py": None})
    return [each.rule.id for each in found.findings], [each.what for each in found.missing], runner


@pytest.mark.parametrize(
    ("run", "says"),
    [
        (RunSeen(exit_code=-9, last_started=str(TAX)), "pytest was ended by SIGKILL"),
        (RunSeen(exit_code=0, last_started=str(TAX)), "pytest ended with exit code 0 and never said so"),
        (run_of(exit_code=5, announced=5), f"{TAX} did not report that it passed or failed"),
        (run_of(seen(str(TAX), "skipped")), f"{TAX} did not report that it passed or failed"),
    ],
)
def test_a_run_that_shows_nothing_is_no_proof(run: RunSeen, says: str) -> None:
    """Whoever ends the process when the code is gone has not failed."""
    findings, missing, _ = shown(run)

    assert findings == []
    assert [each.partition(";")[0] for each in missing] == [f"without the code, {says}"]


def test_a_test_that_fails_is_proof_at_once() -> None:
    """Nothing else is run; and no test may take for ever."""
    findings, missing, runner = shown(RED)

    assert (findings, missing) == ([], [])
    assert [sides["expected"] for _, sides in runner.asked] == [[str(TAX)]]


@pytest.mark.parametrize("first", [HIDDEN, run_of(by_import())])
def test_an_import_that_raises_is_no_proof_and_the_functions_are_emptied_after_it(first: RunSeen) -> None:
    """A call at the top of a module raises, whatever the tests assert."""
    findings, missing, runner = shown(first, RED)

    assert (findings, missing) == ([], [])
    assert [sides["extra"].get("late", False) for _, sides in runner.asked] == [False, True]


def test_tests_that_pass_when_only_the_import_is_spared_are_found() -> None:
    """They do not ask for anything of the code; values are taken as well before that is said."""
    findings, missing, runner = shown(HIDDEN, GREEN, GREEN)

    assert (findings, missing) == (["control-not-red"], [])
    assert runner.asked[-1][1]["extra"]["blanked"] is True
    assert runner.asked[-1][1]["extra"]["late"] is True


def test_a_test_that_imports_while_it_runs_is_red_in_the_end() -> None:
    """There it is the only way in which it can fail."""
    assert shown(HIDDEN, run_of(by_import()))[:2] == ([], [])


def test_a_test_that_is_hidden_although_its_import_was_spared_is_missing() -> None:
    """Something else hides it."""
    assert shown(HIDDEN, HIDDEN)[:2] == ([], [f"without the code, {TAX} did not report that it passed or failed"])


def test_a_control_that_is_cut_short_on_its_second_way_is_missing() -> None:
    """The values may be what the feature is: nobody knows."""
    findings, missing, _ = shown(GREEN, RunSeen(exit_code=-9, last_started=str(TAX)))

    assert findings == []
    assert missing == [f"without the code, pytest was ended by SIGKILL; the last test seen was {TAX}"]


@pytest.mark.parametrize(("last", "found"), [(GREEN, ["control-not-red"]), (RED, []), (HIDDEN, [])])
def test_values_are_taken_before_anything_is_found(last: RunSeen, found: list[str]) -> None:
    """A feature can be a constant, and what is made of it at import may fail then."""
    assert shown(GREEN, last)[:2] == (found, [])
