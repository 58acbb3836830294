"""Every rule says what it detects, why it matters and what to do, in words that fit into a message."""

from __future__ import annotations

import re

import pytest

from pytest_tddgate.domain.rules.every import RULES, rule
from pytest_tddgate.domain.rules.rule import Gate, Rule


@pytest.mark.parametrize("each", RULES.values(), ids=str)
def test_a_rule_has_every_word_that_its_messages_use(each: Rule) -> None:
    """A kebab-case id, a gate, and three phrases without capital or full stop."""
    phrases = (each.detects, each.why, each.next_step)

    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", each.id)
    assert each.gates
    assert [text for text in phrases if not text or text[0].isupper() or text.endswith(".")] == []


def test_a_rule_is_found_by_its_id() -> None:
    """And no id is used twice."""
    assert {rule_id: rule(rule_id).id for rule_id in RULES} == {rule_id: rule_id for rule_id in RULES}


def test_an_unknown_rule_is_an_error() -> None:
    """A gate cannot refuse for a reason that nobody has written down."""
    with pytest.raises(KeyError):
        rule("no-such-rule")


def test_every_gate_has_rules() -> None:
    """A gate without a rule could only pass."""
    assert {gate for each in RULES.values() for gate in each.gates} == set(Gate)
