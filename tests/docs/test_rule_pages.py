"""Every rule has its page, every page its rule, and all pages are of one shape."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.rules.every import RULES

if TYPE_CHECKING:
    from pytest_tddgate.domain.rules.rule import Rule

PAGES = Path(__file__).parents[2] / "docs" / "rules"
SECTIONS = ["Detects", "Why", "What to do", "How to waive"]

every_rule = pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES.values()])


def page_of(rule: Rule) -> str:
    """The Markdown of the rule's page."""
    return (PAGES / f"{rule.id}.md").read_text(encoding="utf-8")


def section(page: str, title: str) -> str:
    """What stands under this heading, up to the next one."""
    return page.partition(f"\n## {title}\n")[2].partition("\n## ")[0].strip()


def blocks(page: str) -> list[tuple[str, str, str]]:
    """The label, the language and the text of each code block."""
    return re.findall(r"^(\w+):\n```(\w+)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def test_every_page_is_about_a_rule_and_every_rule_has_a_page() -> None:
    """A page without a rule is as wrong as a rule without a page."""
    pages = {path.stem for path in PAGES.glob("*.md")} - {"index"}

    assert pages == set(RULES)


@every_rule
def test_a_page_begins_with_the_id_the_gates_and_the_level(rule: Rule) -> None:
    """The head says which rule it is, where it applies and what it does by default."""
    gates = ", ".join(f"`{gate.value}`" for gate in rule.gates)

    head = page_of(rule).splitlines()[:3]

    assert head == [f"# {rule.id}", "", f"Gates: {gates} · Default: `{rule.level.value}`"]


@every_rule
def test_a_page_has_the_four_sections_in_order(rule: Rule) -> None:
    """A reader finds the same thing in the same place of every page, and finds it filled."""
    page = page_of(rule)

    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == SECTIONS
    assert all(section(page, title) for title in SECTIONS)


@every_rule
def test_a_page_shows_what_to_do_before_and_after(rule: Rule) -> None:
    """Advice is shown as two blocks of code in one language, and the second differs from the first."""
    (before, language, old), (after, same_language, new) = blocks(section(page_of(rule), "What to do"))

    assert (before, after) == ("Before", "After")
    assert language == same_language
    assert old.strip() != new.strip()


@every_rule
def test_the_python_of_a_page_can_be_parsed(rule: Rule) -> None:
    """An example that is no Python would be copied into a test that is broken."""
    for _, language, code in blocks(page_of(rule)):
        if language == "python":
            ast.parse(code)


@every_rule
def test_a_page_says_how_to_waive_the_rule_by_setting(rule: Rule) -> None:
    """The table of rules is the way that works for every rule, so every page gives its line."""
    waive = section(page_of(rule), "How to waive")

    assert "`[tool.tddgate.rules]`" in waive
    assert f"`{rule.id} = " in waive


@every_rule
def test_a_page_is_short(rule: Rule) -> None:
    """A page fits on one screen of a terminal, for `tddgate explain`."""
    assert len(page_of(rule).splitlines()) <= 40
