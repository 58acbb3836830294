"""A refusal that another command mends names that command, and not the one that was refused."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.reports.moves import Move, Verb, move_after
from pytest_tddgate.domain.reports.report import Report
from pytest_tddgate.domain.rerun import OtherCommand
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.domain.verdict import Finding, verdict_of

AGAIN = "pytest --tdd-gate=green -n 2"


@pytest.mark.parametrize(
    ("asks", "verb"),
    [
        ("pytest --tdd-gate=lock --tdd-feature=vat", Verb.LOCK),
        ("cd packages/core && pytest --tdd-gate=verify-fail", Verb.RUN),
    ],
)
@pytest.mark.parametrize("rule_id", ["test-missing", "broken-environment", "feature-taken"])
def test_the_command_that_a_finding_asks_for_is_the_next(rule_id: str, asks: str, verb: Verb) -> None:
    """The refused command again would be refused again, for ever."""
    found = Finding(rule(rule_id), "it is so", next_step=f"lock it: {asks}", rerun=OtherCommand(asks))

    assert move_after(Report(Gate.GREEN, verdict_of(found)), AGAIN) == Move(verb, asks, f"lock it: {asks}")


@pytest.mark.tdd_pins("what a refusal asks for where it names no other command")
def test_without_one_the_same_gate_is_asked_again() -> None:
    """As before, once the setup is mended."""
    found = Finding(rule("broken-environment"), "it is so", next_step="install it")

    assert move_after(Report(Gate.GREEN, verdict_of(found)), AGAIN) == Move(Verb.FIX_SETUP, AGAIN, "install it")
