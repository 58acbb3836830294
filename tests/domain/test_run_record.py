"""What is kept of a run: its forms, what damages it, and what can be asked of many."""

from __future__ import annotations

import json

import pytest

from pytest_tddgate.domain.reports.run_record import RunRecord, newest, record_of, text_of

GREEN = RunRecord(
    at="2030-01-31T12:00:00Z",
    head="a" * 40,
    code="c1",
    tree="t1",
    report={"schema": "tddgate/report/1", "gate": "green", "feature": "discount", "verdict": "passed"},
)


def test_a_record_survives_its_own_text() -> None:
    """What was written is what is read."""
    assert record_of(text_of(GREEN)) == GREEN


def test_a_record_says_gate_feature_and_verdict_as_its_report_does() -> None:
    """They are told once."""
    assert (GREEN.gate, GREEN.feature, GREEN.verdict) == ("green", "discount", "passed")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        json.dumps({"schema": "tddgate/record/2"}),
        text_of(GREEN).replace('"2030-01-31T12:00:00Z"', "7"),
        text_of(GREEN).replace('"green"', "null"),
        text_of(GREEN).replace("tddgate/report/1", "tddgate/report/9"),
        "[" * 100_000,
    ],
)
def test_a_damaged_record_is_none(text: str) -> None:
    """Whoever reads many goes on with the others."""
    assert record_of(text) is None


def test_the_newest_of_a_gate_and_a_feature_is_found() -> None:
    """By time, whatever the order of the files."""
    later = RunRecord("2030-02-01T00:00:00Z", "b" * 40, "c2", "t2", GREEN.report)
    other = RunRecord("2030-03-01T00:00:00Z", "b" * 40, "c2", "t2", dict(GREEN.report) | {"feature": "tax"})

    found = (newest([later, GREEN, other], "green", "discount"), newest([later, GREEN], "docs", "discount"))

    assert found == (later, None)


def test_the_newest_can_be_asked_for_any_feature() -> None:
    """Which is what a badge shows."""
    assert newest([GREEN], "green") == GREEN
