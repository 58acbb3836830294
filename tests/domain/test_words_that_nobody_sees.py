"""What stands in a comment of a page or a changelog is shown to nobody."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.changelog import Changelog
from pytest_tddgate.domain.docs.page_mentions import is_mentioned, without_stubs

BEFORE = "# Changes\n\n## Unreleased\n\n- `total` adds prices up.\n"
ENTRY = "- `discount` takes ten percent off.\n"
FILE = Changelog(file="CHANGELOG.md")
FOLDER = Changelog(folder="changelog.d")


def entries(kept: Changelog, path: str, before: str, now: str) -> list[str]:
    """The entries that a change of this file adds."""
    return [each.text for each in kept.entries({path: (before, now)})]


@pytest.mark.parametrize("hidden", ["<!-- {} -->\n", "<!--\n{}\n-->\n", "Words.\n\n<!-- a\n\n{} -->\n"])
def test_a_name_in_a_comment_is_not_mentioned(hidden: str) -> None:
    """On one line, or on several."""
    assert not is_mentioned("shop.discount", "discount", without_stubs("# Shop\n\n" + hidden.format("discount")))


@pytest.mark.parametrize("hidden", ["<!-- {} -->\n", "<!--\n{}\n-->\n"])
def test_an_entry_in_a_comment_is_none(hidden: str) -> None:
    """In a file, or in a fragment."""
    assert entries(FILE, "CHANGELOG.md", BEFORE, BEFORE + hidden.format(ENTRY)) == []
    assert entries(FOLDER, "changelog.d/7.added.md", "", hidden.format(ENTRY)) == []


def test_an_entry_that_comes_out_of_its_comment_is_new() -> None:
    """Nobody saw it before."""
    assert entries(FILE, "CHANGELOG.md", f"{BEFORE}<!--\n{ENTRY}-->\n", BEFORE + ENTRY) == [ENTRY.strip()]


@pytest.mark.tdd_pins("it was so before")
def test_what_stands_beside_a_comment_is_seen() -> None:
    """Tools leave marks in changelogs, and a page can tell of an arrow."""
    marked = BEFORE.replace("## Unreleased", "<!-- towncrier release notes start -->\n\n## Unreleased")

    assert entries(FILE, "CHANGELOG.md", marked, marked + ENTRY) == [ENTRY.strip()]
    assert entries(FOLDER, "changelog.d/7.added.md", "", "<!-- of 7 -->\n" + ENTRY)
    assert is_mentioned("shop", "discount", without_stubs("<!-- a -->\n`discount` --> less\n<!-- b -->\n"))
    assert is_mentioned("shop", "discount", without_stubs("What `<!--` begins: `discount`.\n"))
