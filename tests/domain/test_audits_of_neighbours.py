"""Two projects of one repository share its records: what an audit said of one of them says nothing of the other."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.page.facts import PageFacts, is_of_this_state
from pytest_tddgate.domain.reports.kept_statement import last_word
from pytest_tddgate.domain.reports.run_record import RunRecord, record_of, text_of

REPORT = {"schema": "tddgate/report/1", "gate": "audit", "feature": "", "verdict": "passed"}


def audit_of(folder: str) -> RunRecord:
    """The record of an audit of the project in this folder, at the commit `h`."""
    return RunRecord("2030-01-02T00:00:00Z", "h", "", "", REPORT, folder=folder)


def test_a_record_says_which_project_was_judged() -> None:
    """One that does not is of the top of the repository."""
    shop, top = audit_of("packages/shop"), audit_of("")

    assert record_of(text_of(shop)) == shop
    assert record_of(text_of(top).replace(', "folder": ""', "")) == top
    assert record_of(text_of(shop).replace('"packages/shop"', "7")) is None


@pytest.mark.parametrize(("folder", "is_told"), [("packages/shop", True), ("", True), ("packages/bank", False)])
def test_an_audit_is_the_last_word_on_its_own_project(folder: str, is_told: bool) -> None:  # noqa: FBT001 - a case
    """At the same commit."""
    word = last_word([audit_of(""), audit_of("packages/shop")], "h", "c", folder)

    assert word == (audit_of(folder) if is_told else None)


@pytest.mark.parametrize(("folder", "is_its"), [("packages/shop", True), ("", False)])
def test_on_the_page_an_audit_is_of_its_own_project(folder: str, is_its: bool) -> None:  # noqa: FBT001 - a case
    """As on the badge."""
    facts = PageFacts("shop", "h", "c", "t", "2030-01-02T00:00:00Z", folder=folder)

    assert is_of_this_state(audit_of("packages/shop"), facts) is is_its
