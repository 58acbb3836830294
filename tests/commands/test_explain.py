"""`tddgate explain`."""

from __future__ import annotations

from pathlib import Path

import pytest

from pytest_tddgate.cli import main
from pytest_tddgate.commands.explain import page_of
from pytest_tddgate.domain.rules import RULES

PAGES = Path(__file__).parents[2] / "docs" / "rules"


@pytest.mark.parametrize("rule_id", RULES)
def test_the_page_of_every_rule_is_printed_as_it_is_in_the_documentation(rule_id: str) -> None:
    """The wheel carries the same pages as the site."""
    assert page_of(rule_id) == (PAGES / f"{rule_id}.md").read_text(encoding="utf-8")


def test_without_a_rule_every_rule_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """The list says what a rule does by default, at which gates, and what it detects."""
    assert main(["explain"]) == 0

    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines() if line}
    assert set(RULES) <= set(lines)
    assert all(rule.detects in lines[rule.id] and rule.level.value in lines[rule.id] for rule in RULES.values())


def test_an_unknown_rule_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    """The next command works as it stands."""
    assert main(["explain", "alredy-green"]) == 4

    message = capsys.readouterr().err
    assert "there is no rule 'alredy-green'; did you mean 'already-green'?" in message
    assert "  next: tddgate explain already-green\n" in message


def test_a_rule_that_is_near_to_none_leads_to_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is guessed from a word that is far from all."""
    assert main(["explain", "zzz"]) == 4

    assert "there is no rule 'zzz'\n" in capsys.readouterr().err
