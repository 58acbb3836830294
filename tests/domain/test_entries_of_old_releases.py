"""Entries of a change that stand below the heading of a release that is out."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.changelog import Changelog, Entry

RELEASED = "## 1.1 - 2030-05-01\n\n- Rebates.\n\n## 1.0 - 2030-01-31\n\n### Added\n\n- Carts.\n"
OPEN = f"# Changelog\n\n## Unreleased\n\n{RELEASED}"
UNDERLINED = "1.1 (unreleased)\n----------------\n\n1.0 (2030-01-31)\n----------------\n\n- Carts.\n"
KEPT = Changelog(file="CHANGES")


def told(before: str, now: str) -> tuple[Entry, ...]:
    """The entries of this change."""
    return KEPT.entries({"CHANGES": (before, now)})


def late(before: str, now: str) -> tuple[Entry, ...]:
    """Those of them that no upgrade brings."""
    return KEPT.late_entries({"CHANGES": (before, now)})


@pytest.mark.parametrize("text", [OPEN, UNDERLINED], ids=["open", "underlined"])
def test_an_entry_below_an_old_release_is_none(text: str) -> None:
    """Who has that release does not look there again."""
    now = text.replace("- Carts.", "- Carts.\n- VAT.")

    assert told(text, now) == ()
    assert [each.text for each in late(text, now)] == ["- VAT."]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (OPEN, OPEN.replace("## Unreleased\n", "## Unreleased\n\n- VAT.\n")),
        (OPEN, OPEN.replace("## Unreleased\n", "## Unreleased\n\n### No more Python 3.8\n\n- VAT.\n")),
        (OPEN, OPEN.replace("## Unreleased\n", "## Unreleased\n\n## 1.2 - 2030-06-01\n\n- VAT.\n")),
        (OPEN, OPEN.replace("## 1.1", "## 1.0.1 (unreleased)\n\n- VAT.\n\n## 1.1")),
        (UNDERLINED, UNDERLINED.replace("\n1.0 (", "\n- VAT.\n\n1.0 (")),
        ("## 1.1\n\n- Rebates.\n\n## 1.0\n\n- Carts.\n", "## 1.1\n\n- Rebates.\n\n## 1.0\n\n- Carts.\n- VAT.\n"),
        ("1.0\n===\n- Carts.\n\n1.1\n===\n", "1.0\n===\n- Carts.\n\n1.1\n===\n- VAT.\n"),
        ("# 1.x\n\n## Unreleased\n\n## Older\n", "# 1.x\n\n## Unreleased\n\n## Older\n\n- VAT.\n"),
    ],
    ids=["open", "version-in-a-subheading", "released-by-the-change", "two-open", "underlined", "at-release",
         "oldest-first", "no-versions"],
)  # fmt: skip
def test_an_entry_for_what_comes_next_is_one(before: str, now: str) -> None:
    """Wherever the project tells it; where no section is open, nobody can say which is out."""
    assert [each.text for each in told(before, now)] == ["- VAT."]
    assert late(before, now) == ()
