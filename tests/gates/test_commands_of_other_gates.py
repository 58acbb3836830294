"""Refusals whose way out is another command: they carry it, for a program that goes on by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.rerun import OtherCommand
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.run.observation import CollectError, ExceptionSeen, Frame, RunSeen
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.contracts.home import with_home_steps
from pytest_tddgate.gates.green.existing_outcomes import uncollected
from pytest_tddgate.gates.lock import gate as lock
from pytest_tddgate.gates.verify_fail import gate as verify_fail
from tests.fakes import FakeRepository, FakeRunner, case_of, contract_of, record_of, run_of, seen

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_tddgate.gates.case import Case

TEST = "tests/test_tax.py"
TEXT = "from shop.tax import tax\n\n\ndef test_tax():\n    assert tax(100) == 120\n"
CART = "tests/test_cart.py"
BEFORE = {"src/shop/__init__.py": "", CART: "def test_total():\n    assert sum([1, 2]) == 3\n"}
LOCKED = BEFORE | record_of(contract_of("discount", {CART: BEFORE[CART]}))
MISSING = ExceptionSeen(
    ("builtins.ModuleNotFoundError", "builtins.ImportError", "builtins.Exception"),
    "No module named 'shop.tax'",
    (Frame("/shop/tests/test_tax.py", 1, "<module>"),),
    subject="shop.tax",
)
ERROR = CollectError(TEST, MISSING)


def case(*history: dict[str, str], amend: str | None = None, feature: str | None = None) -> Case:
    """The branch `feature/discount` with a new test of taxes."""
    runner = FakeRunner(standins=run_of(seen(f"{TEST}::test_tax", "failed")))
    return case_of(FakeRepository([*history], history[-1] | {TEST: TEXT}), runner, amend=amend, feature=feature)


def next_of_verify_fail(project: Case) -> str:
    """The command after a run in which the new file cannot be imported."""
    run = run_of(seen(f"{CART}::test_total"), collect_errors=(ERROR,), exit_code=2, announced=2)
    report = verify_fail.judge(project, verify_fail.prepare(project), run)
    assert report.move is not None
    assert report.move.command == report.move.line
    return report.move.command


def taken(project: Case) -> Finding:
    """What a lock says of a name that is taken."""
    (found,) = lock.prepare(project).findings
    return found


def test_a_second_feature_of_a_branch_is_locked_under_a_name_of_its_own() -> None:
    """The branch's is that of the first."""
    assert next_of_verify_fail(case(BEFORE, LOCKED)) == "pytest --tdd-gate=lock --tdd-feature=tax"


@pytest.mark.tdd_pins("names that are free stay as they are")
def test_the_first_takes_the_name_of_the_branch() -> None:
    """Nobody has to name it."""
    assert next_of_verify_fail(case(BEFORE)) == "pytest --tdd-gate=lock"


@pytest.mark.tdd_pins("names that are given stay as they are")
def test_a_name_that_somebody_gave_stays() -> None:
    """The lock says what to do if it is taken."""
    assert next_of_verify_fail(case(BEFORE, LOCKED, feature="vat")) == "pytest --tdd-gate=lock --tdd-feature=vat"


def test_a_lock_under_a_name_that_is_taken_asks_for_one_that_is_free() -> None:
    """The same command would be refused again."""
    assert taken(case(BEFORE, LOCKED)).rerun == OtherCommand("pytest --tdd-gate=lock --tdd-feature=tax")


def test_a_name_that_was_taken_once_is_not_free() -> None:
    """Its contract was withdrawn, and a lock of that name is refused all the same."""
    withdrawn = LOCKED | record_of(contract_of("tax", {CART: BEFORE[CART]}))

    assert taken(case(BEFORE, withdrawn, LOCKED)).rerun == OtherCommand("pytest --tdd-gate=lock --tdd-feature=tax-2")


def test_the_declared_amendment_is_asked_for_with_it() -> None:
    """Without it the changed tests would be refused."""
    assert taken(case(BEFORE, LOCKED, amend="they round up")).rerun == OtherCommand(
        "pytest --tdd-gate=lock --tdd-feature=tax --tdd-amend='they round up'"
    )


def test_green_before_the_lock_asks_for_the_lock() -> None:
    """The new test file cannot be collected before its code is there, and nothing has locked it."""
    (found,) = uncollected(RunSeen(collect_errors=(ERROR,)), (), case(BEFORE))

    assert found.rerun == OtherCommand("pytest --tdd-gate=lock --tdd-feature=tax")


def test_a_committed_file_that_cannot_be_collected_asks_for_no_other_gate() -> None:
    """It has to be mended."""
    (found,) = uncollected(RunSeen(collect_errors=(ERROR,)), (), case(BEFORE | {TEST: TEXT}))

    assert found.rerun is None


def test_a_test_of_another_rootdir_asks_for_a_run_there(tmp_path: Path) -> None:
    """At the top of a monorepo its environment is not the one that it was written for."""
    core = tmp_path / "packages/core"
    (core / "tests").mkdir(parents=True)
    (core / "pyproject.toml").write_text("[tool.pytest.ini_options]\n")
    at_top = replace(case(BEFORE), layout=Layout(str(tmp_path)), directory=str(tmp_path))
    found = Finding(rule("broken-environment"), "it fails", at=Place("packages/core/tests/test_tax.py"))

    (told,) = with_home_steps([found], at_top)

    assert told.rerun == OtherCommand("cd packages/core && pytest --tdd-gate=verify-fail")
