"""Next steps name the feature that the run was told to judge, where another one would be judged without."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.reports.moves import Move, Verb
from pytest_tddgate.domain.reports.report import Report, Row
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.domain.verdict import Finding, MissingFact, verdict_of
from pytest_tddgate.gates.next_steps import with_option

TAX = " --tdd-feature=tax"


def told(step: str) -> str:
    """The next step of a finding, as it is printed where `tax` has to be named."""
    report = Report(Gate.REVIEW, verdict_of(Finding(rule("left-over"), "a file", next_step=step)))
    return with_option(report, TAX).verdict.findings[0].remedy


@pytest.mark.parametrize(
    ("step", "printed"),
    [
        ("commit a.py, then pytest --tdd-gate=review", "commit a.py, then pytest --tdd-gate=review --tdd-feature=tax"),
        ("pytest --tdd-gate=green, without -k", "pytest --tdd-gate=green --tdd-feature=tax, without -k"),
        ("pytest --tdd-gate=docs --tdd-feature=vat", "pytest --tdd-gate=docs --tdd-feature=vat"),
        ("pytest --tdd-gate=lock", "pytest --tdd-gate=lock"),
        ("pytest --tdd-gate=audit --tdd-base=REV", "pytest --tdd-gate=audit --tdd-base=REV"),
        ("git status", "git status"),
    ],
)
def test_a_command_of_a_gate_that_judges_one_feature_names_it(step: str, printed: str) -> None:
    """Others are about new tests, or about every feature."""
    assert told(step) == printed


def test_moves_and_missing_facts_name_it_as_well() -> None:
    """An agent reads nothing else."""
    step = "pytest --tdd-gate=review"
    refused = Report(Gate.REVIEW, verdict_of(Finding(rule("lint"), "x")), move=Move(Verb.COMMIT, step, "a.py differs"))
    unknown = Report(
        Gate.GREEN, verdict_of(missing=(MissingFact("no data", "pytest --tdd-gate=green, without --no-cov"),))
    )

    move, missing = with_option(refused, TAX).move, with_option(unknown, TAX).verdict.missing[0]

    assert move is not None
    assert move.command == "pytest --tdd-gate=review --tdd-feature=tax"
    assert missing.next_step == "pytest --tdd-gate=green --tdd-feature=tax, without --no-cov"


def test_the_rows_of_a_checklist_name_it_as_well() -> None:
    """They are commands to copy."""
    report = Report(
        Gate.REVIEW, verdict_of(), rows=(Row("done", "reader", "agrees", "shown by: pytest --tdd-gate=review"),)
    )

    assert with_option(report, TAX).rows[0].remark == "shown by: pytest --tdd-gate=review --tdd-feature=tax"


def test_where_nothing_has_to_be_named_nothing_is_added() -> None:
    """The report is the very same."""
    report = Report(Gate.REVIEW, verdict_of(Finding(rule("left-over"), "x", next_step="pytest --tdd-gate=review")))

    assert with_option(report, "") is report
