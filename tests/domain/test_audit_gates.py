"""The setting `gates` of the audit: which of the later gates it judges too."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.configuration.audit_settings import AuditSettings, audit_settings_of
from pytest_tddgate.domain.rules.every import RULES
from pytest_tddgate.domain.rules.rule import Gate


def test_an_audit_judges_docs_and_review_where_it_is_asked_to() -> None:
    """Without the setting it asks for neither."""
    settings, mistakes = audit_settings_of({"gates": ["docs", "review"]})

    assert (settings.gates, mistakes) == (("docs", "review"), ())
    assert AuditSettings().gates == ()


@pytest.mark.parametrize("value", ["docs", ["doc"], ["green"], [["docs"]], 1])
def test_any_other_gate_is_a_mistake(value: object) -> None:
    """Green is judged in any case, and a wrong name would be a gate that is silently off."""
    settings, mistakes = audit_settings_of({"gates": value})

    assert settings == AuditSettings()
    assert mistakes == (f'audit.gates = {value!r}: a list of "docs" and "review" is expected',)


def test_the_rules_that_an_audit_can_show_name_it() -> None:
    """Those of a record that the author's machine keeps are no matter of an audit's."""
    asked = {each.id for each in RULES.values() if {Gate.DOCS, Gate.REVIEW} & {*each.gates}}
    of_audit = {each.id for each in RULES.values() if Gate.AUDIT in each.gates}

    assert asked - of_audit == {"gate-not-passed", "not-committed"}
