"""One cause is told once: what follows from it would send the reader elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.rules.consequences import causes_of
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.domain.verdict import Finding, Place

HERE, ELSEWHERE = Place("tests/test_parse.py", 3), Place("tests/test_other.py", 3)
NOT_GREEN, MISSING = Finding(rule("not-green"), "fails", at=HERE), Finding(rule("test-missing"), "gone", at=HERE)
LOW = Finding(rule("low-coverage"), "70 % of the subject are covered")
OTHER = Finding(rule("not-green"), "fails", at=ELSEWHERE)


@pytest.mark.parametrize("cause", ["contract-touched", "existing-test-changed"])
def test_what_follows_from_an_edited_test_is_left_out(cause: str) -> None:
    """Another test that fails has another cause."""
    edited = Finding(rule(cause), "is not what was locked", at=Place("tests/test_parse.py"))

    assert causes_of((edited, NOT_GREEN, MISSING, LOW, OTHER)) == (edited, OTHER)


def test_what_follows_from_foreign_code_is_left_out() -> None:
    """Every test judged other code."""
    foreign = Finding(rule("foreign-subject"), "shop is imported from elsewhere")

    assert causes_of((foreign, NOT_GREEN, MISSING, LOW, OTHER)) == (foreign,)


def test_advice_hides_nothing_that_refuses() -> None:
    """Else a setting or a waiver would let more pass than it says."""
    advised = replace(Finding(rule("contract-touched"), "edited", at=HERE), level=Level.ADVISE)

    assert causes_of((advised, NOT_GREEN, LOW)) == (advised, NOT_GREEN, LOW)
