"""The page of the reports names every format, every verb with its rules, and is copied as it stands."""

from __future__ import annotations

import re
from pathlib import Path

from pytest_tddgate.domain.configuration.report_targets import FORMATS, report_targets
from pytest_tddgate.domain.reports.moves import Verb
from pytest_tddgate.domain.rules.every import RULES

PATH = Path(__file__).parents[2] / "docs" / "reports.md"


def page() -> str:
    """The Markdown of the page."""
    assert PATH.is_file()
    return PATH.read_text(encoding="utf-8")


def test_every_format_has_a_row_and_a_section() -> None:
    """In the order of the option's own message."""
    text = page()

    rows = re.findall(r"^\| \[`(\w+)`\]", text, re.MULTILINE)
    sections = re.findall(r"^## `(\w+)`", text, re.MULTILINE)
    assert (tuple(rows), tuple(sections)) == (FORMATS, FORMATS)


def test_every_verb_is_explained_and_no_other() -> None:
    """A program dispatches on them."""
    rows = re.findall(r"^\| `(\w+)` \| ", page(), re.MULTILINE)

    assert rows == [each.value for each in Verb]


def test_every_verb_is_asked_for_by_a_gate_that_opens_a_rule_or_an_end_without_verdict() -> None:
    """A word that nobody says is a promise that nobody keeps."""
    of_rules = {each.verb for each in RULES.values()}

    assert {Verb.LOCK, Verb.COMMIT, Verb.MERGE, Verb.RUN}.isdisjoint(of_rules)
    assert {Verb.LOCK, Verb.COMMIT, Verb.MERGE, Verb.RUN} | of_rules == set(Verb)


def test_every_option_on_the_page_can_be_used() -> None:
    """An example is copied as it stands."""
    options = re.findall(r"--tdd-report=([a-z][\w:./\\-]*)", page())

    assert len(options) >= len(FORMATS)
    assert [mistake for each in options for mistake in report_targets([each])[1]] == []
