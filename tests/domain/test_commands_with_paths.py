"""A gate after the lock that was given a path: its command does not repeat what made it refuse."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.reports.moves import Verb, move_after
from pytest_tddgate.domain.reports.report import Report
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.domain.verdict import Finding, verdict_of

REFUSED = verdict_of(Finding(rule("not-run"), "it did not run"))


def test_what_kept_a_contracted_test_from_running_is_left_out() -> None:
    """The same gate judges the same feature, with every test."""
    again = "pytest tests/test_a.py -k one --tdd-gate=review --tdd-feature=vat"

    move = move_after(Report(Gate.REVIEW, REFUSED), again)

    assert (move.verb, move.command) == (Verb.RUN, "pytest --tdd-gate=review --tdd-feature=vat")


@pytest.mark.tdd_pins("these were as they should be")
@pytest.mark.parametrize(
    ("gate", "again", "verb"),
    [
        (Gate.REVIEW, "pytest --tdd-gate=review", Verb.FIX_SETUP),
        (Gate.LOCK, "pytest -k one --tdd-gate=lock", Verb.FIX_TESTS),
    ],
)
def test_where_the_command_is_not_to_blame_something_is_to_be_mended(gate: Gate, again: str, verb: Verb) -> None:
    """The settings, the environment, or a test that nobody has locked."""
    move = move_after(Report(gate, REFUSED), again)

    assert (move.verb, move.command) == (verb, again)
