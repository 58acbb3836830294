"""`tddgate explain`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pytest_tddgate.cli import main
from pytest_tddgate.commands.explain import page_of
from pytest_tddgate.domain.rules.every import RULES
from pytest_tddgate.domain.verdict import Outcome
from pytest_tddgate.plugin import GATES

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


# -- gates and words

WORDS = PAGES.parent / "words.md"


def headings() -> list[str]:
    """The words that the page of the words explains."""
    return re.findall(r"^## (.+)$", WORDS.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_gate_and_every_word_of_the_reports_is_explained() -> None:
    """Whatever a message says can be asked for."""
    asked = {*GATES, *(each.value for each in Outcome), "gate", "verdict", "rule", "finding", "feature", "contract",
             "observation", "evidence", "red", "subject", "harness", "pin", "amendment", "waiver"}  # fmt: skip

    assert asked - set(headings()) == set()


@pytest.mark.parametrize("word", ["contract", "Contract", "green", "undecided"])
def test_a_word_is_explained_as_on_the_site(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The section of the page, with its heading."""
    section = WORDS.read_text(encoding="utf-8").partition(f"\n## {word.lower()}\n")[2].partition("\n## ")[0]

    assert main(["explain", word]) == 0

    assert capsys.readouterr().out.startswith(f"## {word.lower()}\n{section.rstrip()}\n")


@pytest.mark.parametrize("gate", GATES)
def test_a_gate_is_explained_with_its_rules(gate: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever stands at a gate wants to know what it can refuse."""
    assert main(["explain", gate]) == 0

    lines = capsys.readouterr().out.splitlines()
    listed = {line.split()[0] for line in lines if line.split() and line.split()[0] in RULES}
    assert listed == {rule.id for rule in RULES.values() if gate in {each.value for each in rule.gates}}


def test_a_word_that_is_no_gate_lists_no_rules(capsys: pytest.CaptureFixture[str]) -> None:
    """A list under each word would bury the sentence that was asked for."""
    assert main(["explain", "feature"]) == 0

    assert not any(line.split()[0] in RULES for line in capsys.readouterr().out.splitlines() if line)


def test_a_word_that_is_written_wrongly_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    """Among rules and words alike."""
    assert main(["explain", "contrakt"]) == 4

    assert "  next: tddgate explain contract\n" in capsys.readouterr().err


def test_a_rule_of_a_verifiers_own_is_told_by_whose_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """There is no page of it here, and the command that a message names has to work."""
    assert main(["explain", "acme/no-print"]) == 0

    first, _, rest = capsys.readouterr().out.partition("\n\n")
    assert first == "acme/no-print is a rule of the verifier acme."
    assert rest == page_of("verifier-refused")
