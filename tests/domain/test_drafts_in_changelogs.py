"""A draft of an entry is no entry, wherever it stands: it need not be moved, but written."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.changelog import Changelog

TEXT = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n{}## [1.0.0] - 2030-01-31\n\n### Added\n\n- Carts.\n{}"
KEPT = Changelog(file="CHANGELOG.md")


def late(open_lines: str, old_lines: str = "") -> list[str]:
    """What a change adds below a release, by what it adds to what is open and to the release."""
    versions = TEXT.format("", ""), TEXT.format(open_lines, old_lines)
    return [each.text for each in KEPT.late_entries({"CHANGELOG.md": versions})]


@pytest.mark.parametrize("words", ["- TODO: bulk-discount", "- TBD", "- ...", "...", "-", "- <!-- tell it -->", "- …"])
def test_a_draft_in_the_open_section_is_not_told_late(words: str) -> None:
    """It stands where it should."""
    assert late(f"{words}\n\n") == []


@pytest.mark.parametrize("words", ["- TODO: bulk-discount", "- TBD"])
def test_a_draft_below_a_release_tells_nothing_late(words: str) -> None:
    """There is nothing to move yet."""
    assert late("", f"{words}\n") == []


@pytest.mark.tdd_pins("it was so before")
def test_an_entry_below_a_release_is_late_beside_a_draft() -> None:
    """The draft does not hide it."""
    assert late("- TODO: bulk-discount\n\n", "- Bulk discounts.\n") == ["- Bulk discounts."]
