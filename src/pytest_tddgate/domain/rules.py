"""Every reason for which a gate may refuse, by its id."""

from __future__ import annotations

from pytest_tddgate.domain.audit_rules import AUDIT_RULES
from pytest_tddgate.domain.docs_rules import DOCS_RULES
from pytest_tddgate.domain.green_rules import GREEN_RULES
from pytest_tddgate.domain.plug_in_rules import PLUG_IN_RULES
from pytest_tddgate.domain.red_rules import RED_RULES
from pytest_tddgate.domain.review_rules import REVIEW_RULES
from pytest_tddgate.domain.rule import Gate, Level, Rule

__all__ = ["RULES", "Gate", "Level", "Rule", "rule"]

RULES: dict[str, Rule] = {
    each.id: each for each in (*RED_RULES, *GREEN_RULES, *PLUG_IN_RULES, *DOCS_RULES, *REVIEW_RULES, *AUDIT_RULES)
}


def rule(rule_id: str) -> Rule:
    """The rule of this id; raises KeyError for an unknown one."""
    return RULES[rule_id]
