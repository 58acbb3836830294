"""Whether a changelog has room for what is not released yet: a project that keeps it per change has."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.unreleased import has_room_for_the_next

RELEASED = "\n\n1.0 (2030-01-31)\n----------------\n\n- Cents.\n"


@pytest.mark.parametrize(
    "top",
    [
        "# Changelog\n\n## [Unreleased]",
        "# Changelog\n\n## [Unreleased](https://example.org/compare/1.0...HEAD)",
        "## Version 1.1\n\nUnreleased",
        "## 1.1\n\n_(unreleased)_",
        "*unreleased*\n~~~~~~~~~~~~",
        "1.1.0 (unreleased)\n******************",
        "## 1.1 - UNRELEASED",
        "## Next release",
        "## Upcoming",
        "Development version\n===================",
        "## main",
        "v1.1 (xxxx-xx-xx)\n=================",
    ],
)
def test_a_section_for_what_comes_next_is_room(top: str) -> None:
    """However it is written."""
    assert has_room_for_the_next(top + RELEASED)


@pytest.mark.parametrize(
    "top",
    [
        "# Changelog",
        "# Changelog\n\nChanges for the next release are in the main branch, and unreleased until then.",
        "## 1.1 (August 24, 2030)\n\n- Unreleased files are closed.",
        "v1.1\n====\n\n- The next page.",
        "# Change Log\n\n## [1.1] - 2030-07-17\n\n### Changed",
    ],
)
def test_a_changelog_of_releases_is_written_at_release(top: str) -> None:
    """Words in a sentence or in an entry are no section."""
    assert not has_room_for_the_next(top + RELEASED)


@pytest.mark.parametrize("text", ["", "# Changelog\n", "# Changelog\n\n- VAT.\n"])
def test_before_the_first_release_every_entry_is_one_of_a_change(text: str) -> None:
    """There was no release at which it could have been written."""
    assert has_room_for_the_next(text)


def test_an_old_section_below_a_release_is_no_room() -> None:
    """What was forgotten there is not for the next one."""
    assert not has_room_for_the_next("# Changelog" + RELEASED + "\n## Unreleased\n\n- Lost.\n")
