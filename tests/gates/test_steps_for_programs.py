"""Which of the gates' next steps a program can take as they are."""

from __future__ import annotations

from pytest_tddgate.domain.contracts.contract import Contract
from pytest_tddgate.domain.reports.report import Report
from pytest_tddgate.domain.rerun import AfterCommands, OnlyGateOptions
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.domain.verdict import Finding, Place, verdict_of
from pytest_tddgate.gates.green.covered import no_data
from pytest_tddgate.gates.next_steps import with_steps_from
from pytest_tddgate.gates.panel.style_of_tests import with_amendments
from pytest_tddgate.gates.run.selection import missing_tests
from tests.fakes import FakeRepository, case_of, run_of, seen

TEST = "tests/test_vat.py"
VAT = Contract("vat", files={TEST: "sha256:00"})


def asked_for(rule_id: str, step: str) -> Finding:
    """What review asks for in the locked test, with the amendment that it takes."""
    return with_amendments([Finding(rule(rule_id), "it", at=Place(TEST), next_step=step)], VAT)[0]


def test_the_layout_of_a_locked_test_is_two_commands() -> None:
    """That nothing but the layout changes is proved, so nobody has to be asked."""
    assert asked_for("format", f"ruff format {TEST}").rerun == AfterCommands(
        (f"ruff format {TEST}", "tddgate amend vat --format-only")
    )


def test_more_than_the_layout_takes_a_reason() -> None:
    """Which is somebody's to give."""
    assert asked_for("lint", f"ruff check --fix {TEST}").rerun is None


def test_the_commands_work_where_the_gate_was_started() -> None:
    """Ruff reads a path from there."""
    found = asked_for("format", f"ruff format {TEST}")

    told = with_steps_from("/shop/tests", "/shop", Report(Gate.REVIEW, verdict_of(found))).verdict.findings[0]

    assert told.rerun == AfterCommands(("ruff format test_vat.py", "tddgate amend vat --format-only"))


def test_paths_that_leave_tests_out_can_be_dropped() -> None:
    """The gate decides without them."""
    case = case_of(FakeRepository([{TEST: ""}], {TEST: ""}), args=("-k", "one"), directory="/shop")
    left_out = f"{TEST}::test_two"
    run = run_of(seen(f"{TEST}::test_one"), deselected=(left_out,), deselected_by={left_out: "-k"}, asked=("-k",))

    facts = missing_tests(run, "c0", case)

    assert [each.rerun for each in facts] == [OnlyGateOptions()]


def test_coverage_that_was_switched_off_can_be_switched_on_again() -> None:
    """By the same command without --no-cov."""
    case = case_of(FakeRepository([{TEST: ""}], {TEST: ""}), args=("--no-cov",))

    fact = no_data("", case)

    assert (fact.what, fact.rerun) == ("coverage was switched off by --no-cov", OnlyGateOptions())


def test_coverage_that_cannot_be_read_is_a_matter_of_the_setup() -> None:
    """No option of the command line is to blame."""
    case = case_of(FakeRepository([{TEST: ""}], {TEST: ""}))

    assert no_data("not a number", case).rerun is None
