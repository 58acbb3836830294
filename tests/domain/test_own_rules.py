"""Rules of a verifier's own: `NAME/RULE` in settings, waivers and reports."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pytest_tddgate.domain.configuration.settings import settings_of
from pytest_tddgate.domain.reports.moves import Verb, move_after
from pytest_tddgate.domain.reports.report import Report
from pytest_tddgate.domain.rules.plug_ins import own_rule
from pytest_tddgate.domain.rules.rule import Gate, Level
from pytest_tddgate.domain.verdict import Finding, verdict_of

VERIFIERS = [{"name": "acme", "command": "check"}]
WAIVER = {"rule": "acme/no-print", "reason": "a script", "until": dt.date(2030, 1, 1)}


def test_the_level_of_an_own_rule_can_be_set() -> None:
    """As that of every rule."""
    settings, mistakes = settings_of({"verifiers": VERIFIERS, "rules": {"acme/no-print": "off"}})

    assert mistakes == ()
    assert settings.rules["acme/no-print"] is Level.OFF


def test_an_own_rule_can_be_waived() -> None:
    """As every rule."""
    settings, mistakes = settings_of({"verifiers": VERIFIERS, "waivers": [WAIVER]})

    assert mistakes == ()
    assert settings.waivers[0].covers("acme/no-print", None)


@pytest.mark.parametrize(
    "table", [{"rules": {"acne/no-print": "off"}}, {"waivers": [WAIVER | {"rule": "acne/no-print"}]}]
)
def test_an_own_rule_of_nobody_is_a_mistake(table: dict[str, Any]) -> None:
    """A rule of a verifier that is not there would never be found."""
    _, (mistake,) = settings_of({"verifiers": VERIFIERS} | table)

    assert mistake == "there is no rule 'acne/no-print': no verifier is named 'acne'; did you mean 'acme'?"


def test_an_own_rule_is_named_after_its_verifier_and_is_mended_in_the_code() -> None:
    """What a program is told to do next does not depend on who found it."""
    rule = own_rule("acme", "no-print", Level.REFUSE)

    move = move_after(Report(Gate.GREEN, verdict_of(Finding(rule, "print"))), "pytest")

    assert (rule.id, rule.level, move.verb) == ("acme/no-print", Level.REFUSE, Verb.IMPLEMENT)
