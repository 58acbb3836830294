"""Advice that can only be followed now comes before the next gate, although it refuses nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.contracts.contract import Contract
from pytest_tddgate.domain.reports.moves import Move, Verb, move_after
from pytest_tddgate.domain.reports.report import Report
from pytest_tddgate.domain.rerun import AfterCommands
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.rule import Gate, Level
from pytest_tddgate.domain.verdict import Finding, Place, verdict_of
from pytest_tddgate.gates.panel.style_of_tests import with_amendments
from pytest_tddgate.render.terminal import Style, report_lines

TEST = "tests/test_vat.py"
AGAIN = "pytest --tdd-gate=verify-fail -n 2"
LOCK = Move(Verb.LOCK, "pytest --tdd-gate=lock", "lock what is red")
DUE = Finding(
    rule("unpolished-test"),
    "it is not written as ruff wants it",
    at=Place(TEST),
    next_step=f"ruff format {TEST}",
    level=Level.ADVISE,
    is_due=True,
)


def report(advice: Finding) -> Report:
    """A gate that opens the lock, with this advice."""
    return Report(Gate.VERIFY_FAIL, verdict_of(advice), move=LOCK, passed="1 test is red.")


def test_it_is_followed_before_the_next_gate() -> None:
    """Once the test is locked, review refuses it, and only a person can change it."""
    assert move_after(report(DUE), AGAIN) == Move(Verb.FIX_TESTS, AGAIN, f"ruff format {TEST}")


def test_its_commands_are_run_first() -> None:
    """What they print must not go into a report on standard output."""
    move = move_after(report(replace(DUE, rerun=AfterCommands((f"ruff format {TEST}",)))), AGAIN)

    assert (move.verb, move.command) == (Verb.FIX_TESTS, f"ruff format {TEST} >&2 && {AGAIN}")


@pytest.mark.tdd_pins("advice refuses nothing")
def test_other_advice_leads_nowhere() -> None:
    """It can be followed whenever somebody likes."""
    boundary = Finding(rule("no-boundary-case"), "there is none", level=Level.ADVISE)

    assert move_after(report(boundary), AGAIN) == LOCK


def test_the_last_line_says_the_same() -> None:
    """One thing comes next, whoever asks."""
    *_, last = report_lines(report(DUE), Style(width=40))

    assert last == f"passed: 1 test is red. Next: ruff format {TEST}, then pytest --tdd-gate=verify-fail"


def test_after_the_lock_it_is_too_late() -> None:
    """What is locked takes an amendment, and the code is what comes next."""
    (late,) = with_amendments([DUE], Contract("vat", files={TEST: "sha256:00"}))

    assert not late.is_due
