"""The one function that makes a verdict: total, and never passing with a refusal or a missing fact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.domain.rules.every import RULES, rule
from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.domain.verdict import Finding, MissingFact, Outcome, Place, Verdict, verdict_of

FINDINGS = st.builds(
    Finding, st.sampled_from(list(RULES.values())), st.text(max_size=5), level=st.sampled_from(list(Level))
)
MISSING = st.lists(st.builds(MissingFact, st.text(max_size=5), st.text(max_size=5)), max_size=3).map(tuple)


@given(st.lists(FINDINGS, max_size=5), MISSING)
def test_a_gate_passes_only_without_refusal_and_with_every_fact(
    findings: list[Finding], missing: tuple[MissingFact, ...]
) -> None:
    """A refusal refuses whatever is missing; without one, a missing fact leaves undecided."""
    outcome = verdict_of(*findings, missing=missing).outcome

    is_refused = any(finding.level is Level.REFUSE for finding in findings)
    assert outcome is (Outcome.REFUSED if is_refused else Outcome.UNDECIDED if missing else Outcome.PASSED)


@given(st.lists(FINDINGS, max_size=5), MISSING)
def test_a_verdict_keeps_what_led_to_it(findings: list[Finding], missing: tuple[MissingFact, ...]) -> None:
    """Refusals and advice apart, in the order that they came in; what is switched off is left out."""
    verdict = verdict_of(*findings, missing=missing)

    by_level = {level: tuple(each for each in findings if each.level is level) for level in Level}
    assert verdict == Verdict(verdict.outcome, by_level[Level.REFUSE], by_level[Level.ADVISE], missing)


def test_nothing_found_and_nothing_missing_passes() -> None:
    """The verdict of a gate that has no objection."""
    assert verdict_of() == Verdict(Outcome.PASSED)


def test_every_outcome_has_its_exit_code() -> None:
    """0, 10, 11; pytest keeps its own 2, 3 and 4."""
    codes = {outcome: outcome.exit_code for outcome in Outcome}

    assert codes == {Outcome.PASSED: 0, Outcome.REFUSED: 10, Outcome.UNDECIDED: 11}
    assert set(ExitCode) - set(codes.values()) == {2, 3, 4}


@pytest.mark.parametrize(("place", "text"), [(Place("a.py", 3), "a.py:3"), (Place("a.py"), "a.py")])
def test_a_place_is_written_as_editors_read_it(place: Place, text: str) -> None:
    """With its line, unless it is the whole file."""
    assert str(place) == text


def test_a_finding_speaks_with_the_words_of_its_rule() -> None:
    """Unless it has better ones."""
    hollow = rule("hollow")

    plain, own = Finding(hollow, "x"), Finding(hollow, "x", why="because", next_step="do")

    assert (plain.reason, plain.remedy) == (hollow.why, hollow.next_step)
    assert (own.reason, own.remedy) == ("because", "do")
