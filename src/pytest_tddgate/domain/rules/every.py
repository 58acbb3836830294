"""Every rule by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.rules.audit import AUDIT_RULES
from pytest_tddgate.domain.rules.docs import DOCS_RULES
from pytest_tddgate.domain.rules.green import GREEN_RULES
from pytest_tddgate.domain.rules.implementation import IMPLEMENTATION_RULES
from pytest_tddgate.domain.rules.plug_ins import PLUG_IN_RULES
from pytest_tddgate.domain.rules.red import RED_RULES
from pytest_tddgate.domain.rules.review import REVIEW_RULES

if TYPE_CHECKING:
    from pytest_tddgate.domain.rules.rule import Rule

__all__ = ["RULES", "rule"]

RULES: dict[str, Rule] = {
    each.id: each
    for each in (
        *RED_RULES,
        *GREEN_RULES,
        *IMPLEMENTATION_RULES,
        *PLUG_IN_RULES,
        *DOCS_RULES,
        *REVIEW_RULES,
        *AUDIT_RULES,
    )
}


def rule(rule_id: str) -> Rule:
    """The rule with an id that is only known at run time; raises KeyError for an unknown one."""
    return RULES[rule_id]
