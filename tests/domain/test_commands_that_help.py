"""The command of `next` is the one that helps: who reads nothing else must not go round in circles."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.domain.reports.moves import Move, Verb, move_after, move_without_verdict
from pytest_tddgate.domain.reports.report import Report
from pytest_tddgate.domain.rerun import AfterCommands, OnlyGateOptions
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.domain.verdict import Finding, MissingFact, verdict_of

AGAIN = "pytest tests/test_a.py -q --tdd-gate=review --tdd-feature vat"


def refused(rule_id: str, step: str, *commands: str) -> Move:
    """The move after review has refused for this rule, with this step and the commands that take it."""
    finding = Finding(rule(rule_id), "it is so", next_step=step, rerun=AfterCommands(commands) if commands else None)
    return move_after(Report(Gate.REVIEW, verdict_of(finding)), AGAIN)


def test_the_layout_of_a_locked_test_is_mended_by_the_command_itself() -> None:
    """That it changes nothing but the layout is proved, so nobody has to be asked; the report stays alone on stdout."""
    commands = ("ruff format 'tests/test a.py'", "tddgate amend vat --format-only")
    step = ", then: ".join(commands)

    move = refused("format", step, *commands)

    mended = "ruff format 'tests/test a.py' >&2 && tddgate amend vat --format-only >&2"
    assert move == Move(Verb.RUN, f"{mended} && {AGAIN}", step)


@pytest.mark.tdd_pins("these were as they should be")
@pytest.mark.parametrize(
    ("rule_id", "step"),
    [
        ("format", "ruff format src/shop/vat.py"),
        ("lint", 'ruff check --fix tests/a.py, then: tddgate amend vat --format-only, or --reason "…" where more'),
        ("lint", "ruff check --fix a.py, then mend line 3, then: tddgate amend vat --format-only"),
    ],
)
def test_what_somebody_has_to_decide_or_to_write_stays_a_verb(rule_id: str, step: str) -> None:
    """The command asks the gate again."""
    assert refused(rule_id, step) == Move(Verb.IMPLEMENT, AGAIN, step)


@pytest.mark.parametrize(
    "command",
    [
        "cd packages/core && pytest --tdd-gate=docs",
        "cd '../my shop' && pytest --tdd-gate=docs --tdd-feature=vat",
        "pytest --tdd-gate=lock --tdd-feature=vat",
    ],
)
def test_a_step_that_is_a_command_is_the_command(command: str) -> None:
    """Another folder, or the gate that comes first."""
    move = move_without_verdict(ExitCode.UNDECIDED, command, "pytest --tdd-gate=docs")

    assert (move.verb, move.command, move.detail) == (Verb.RUN, command, command)


@pytest.mark.parametrize(
    "step", ["run the gate without paths", "run the gate without -k", "run the gate without --deselect and --ignore"]
)
def test_options_that_are_in_the_way_are_left_out(step: str) -> None:
    """What is left asks the same gate about the same feature."""
    what = "one committed test file is not below the paths that were given: tests/test_b.py"
    fact = MissingFact(what, step, rerun=OnlyGateOptions())

    move = move_after(Report(Gate.REVIEW, verdict_of(missing=(fact,))), AGAIN)

    assert move == Move(Verb.RUN, "pytest --tdd-gate=review --tdd-feature vat", step)


@pytest.mark.tdd_pins("these were as they should be")
@pytest.mark.parametrize(
    "step",
    [
        "run the gate without -k, on the command line and in PYTEST_ADDOPTS",
        "pytest --tdd-gate=green --tdd-feature=vat; or, if it is a new one: pytest --tdd-gate=lock --tdd-feature=vet",
        "pip install ruff",
    ],
)
def test_what_no_command_mends_is_for_the_setup(step: str) -> None:
    """Somebody chooses, or looks into the environment."""
    move = move_after(Report(Gate.REVIEW, verdict_of(missing=(MissingFact("a fact", step),))), AGAIN)

    assert move == Move(Verb.FIX_SETUP, AGAIN, step)
