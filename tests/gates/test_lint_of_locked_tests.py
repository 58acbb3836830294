"""A linter's wish in a locked test is for a person: what changes there is an amendment with a reason."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.contract import Contract
from pytest_tddgate.domain.reports.moves import Verb
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.panel.style_of_tests import with_amendments
from pytest_tddgate.gates.review.gate import lead_of

TEST = "tests/test_vat.py"
VAT = Contract("vat", files={TEST: "sha256:00"})


def lead(rule_id: str, path: str, step: str) -> Verb | None:
    """The verb that review's first finding leads to, where the rule alone does not say it."""
    found = with_amendments([Finding(rule(rule_id), "it", at=Place(path), next_step=step)], VAT)
    move = lead_of(found, VAT)
    return move.verb if move is not None else None


@pytest.mark.parametrize("rule_id", ["lint", "types"])
def test_what_a_linter_wants_of_a_locked_test_is_for_a_person(rule_id: str) -> None:
    """The agent that goes on by itself would write a locked file, or ask the same gate for ever."""
    assert lead(rule_id, TEST, "mend line 3") is Verb.ASK_PERSON


def test_its_layout_is_not() -> None:
    """The commands are there, and prove that nothing else changes."""
    assert lead("format", TEST, f"ruff format {TEST}") is None


def test_other_files_are_the_agents_own() -> None:
    """It writes the implementation."""
    assert lead("lint", "src/shop/vat.py", "mend line 3") is None
