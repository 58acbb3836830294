"""Remedies that a program can run: they open no editor, and name the file and the commit."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.contract import Contract
from pytest_tddgate.domain.reports.moves import Move, Verb
from pytest_tddgate.domain.reports.report import Report, Row
from pytest_tddgate.domain.reports.statement import Statement, stated
from pytest_tddgate.domain.reports.status import FeatureStatus, Status
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.domain.verdict import Finding, Place, verdict_of
from pytest_tddgate.gates.change.evolution import evolution_since
from pytest_tddgate.gates.change.existing import modification_findings
from pytest_tddgate.gates.contracts.registry import Locked, committed_findings, registry_of
from pytest_tddgate.gates.green.report_words import row_of
from pytest_tddgate.render.junit_report import junit_text
from pytest_tddgate.render.markdown_report import markdown_text
from tests.fakes import FakeRepository, case_of, contract_of, record_of

TEST = "tests/test_cart.py"
TOTAL = "def test_total():\n    assert sum([1, 2]) == 3\n"
EDITED = TOTAL.replace("== 3", ">= 0")
MORE = "\n\ndef test_more():\n    assert sum([]) == 0\n"
DECLARE = 'declare why it must change: --tdd-amend "reason"'


def remedies(work: dict[str, str]) -> list[str]:
    """What to do about existing tests that are as in this work tree."""
    case = case_of(FakeRepository([{TEST: TOTAL}], work))
    return [each.remedy for each in modification_findings(evolution_since("c0", case), None)]


@pytest.mark.parametrize("work", [{TEST: EDITED}, {}], ids=["edited", "removed"])
def test_an_existing_test_comes_back_by_a_command(work: dict[str, str]) -> None:
    """The whole file can come from the base: nothing is new in it."""
    assert remedies(work) == [f"git checkout c0 -- {TEST}; or: {DECLARE}"]


def test_a_file_with_new_tests_is_not_to_be_overwritten() -> None:
    """They would be lost; what was there before is shown."""
    assert remedies({TEST: EDITED + MORE}) == [f"restore it, as git diff c0 -- {TEST} shows; or: {DECLARE}"]


def test_what_was_committed_with_other_bytes_comes_back_in_a_commit_with_a_message() -> None:
    """Without one git opens an editor."""
    files = {TEST: TOTAL} | record_of(contract_of("discount", {TEST: TOTAL}))
    case = case_of(FakeRepository([{}, files, files | {TEST: EDITED}], files | {TEST: EDITED}))
    registry = registry_of(case)

    (found,) = committed_findings(registry.contracts["discount"], registry, case.repository)

    assert found.first_step == f"git checkout c1 -- {TEST} && git commit -m 'restore what was locked'"


def test_pins_are_committed_with_a_message() -> None:
    """As above."""
    step = Status(unlocked=(f"{TEST}::test_total",), pins=(f"{TEST}::test_total",)).next_step

    assert step.command == f"git add :/{TEST} && git commit -m 'test: add a pin'"


@pytest.mark.parametrize(
    ("operation", "command"),
    [("merge", "git commit --no-edit"), ("rebase", "git -c core.editor=true rebase --continue")],
)
def test_what_git_has_begun_ends_without_an_editor(operation: str, command: str) -> None:
    """The message is there already."""
    step = Status((FeatureStatus(Contract("discount"), "c0ffee"),), operation=operation).next_step

    assert step == Move(Verb.FIX_SETUP, command, f"a {operation} is in progress")


def test_a_merge_is_said_once() -> None:
    """The verb is all that there is to say."""
    audited = Report(Gate.AUDIT, verdict_of(), passed="done.")

    assert markdown_text(stated(audited, "pytest")).splitlines()[-1] == "**Next:** merge"


def broken() -> Statement:
    """A green run over a contract that is broken."""
    found = Finding(rule("contract-touched"), "it is not what was locked", at=Place(TEST))
    row = row_of("discount", Locked(contract_of("discount", {TEST: TOTAL}), "c1"), (found,))
    return stated(Report(Gate.GREEN, verdict_of(found), rows=(row,)), "pytest")


def test_a_broken_contract_is_in_the_state_broken() -> None:
    """As a kept one is green."""
    assert broken().report.rows == (Row("broken", "", "discount", "1 test"),)


@pytest.mark.tdd_pins("its row says nothing more")
def test_a_broken_contract_is_one_failure() -> None:
    """The finding says the same."""
    assert 'tests="1" failures="1"' in junit_text(broken())
