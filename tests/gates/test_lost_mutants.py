"""What a gate says of mutants whose batch never came back."""

from __future__ import annotations

from pytest_tddgate.gates.implementation.lost_mutants import lost_facts, lost_notes


def test_a_report_says_how_many_and_why() -> None:
    """They were not tried, and count neither as noticed nor as survivors."""
    assert lost_notes(3, ("its worker died",)) == (
        "mutants: 3 were not tried, because their batch never came back: its worker died",
    )


def test_where_a_rule_refuses_they_are_a_missing_fact() -> None:
    """One of them may be a mutant that no test notices."""
    (fact,) = lost_facts(1, ("its worker died", "no room"))

    assert fact.what == "1 mutant was not tried, because its batch never came back: its worker died; no room"
    assert "look at the log" in fact.next_step


def test_where_none_is_lost_nothing_is_said() -> None:
    """Neither as a note nor as a fact."""
    assert (lost_notes(0, ()), lost_facts(0, ())) == ((), ())
