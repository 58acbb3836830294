"""Whether a review asks ruff: where the project has settings of it, or says so."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.configuration.review_settings import ReviewSettings, review_settings_of, settled


@pytest.mark.parametrize(
    ("ruff", "has_settings", "expected"),
    [
        ("auto", True, "on"),
        ("auto", False, "off"),
        ("on", False, "on"),
        ("project", False, "project"),
        ("off", True, "off"),
    ],
)
def test_ruff_is_asked_where_the_project_uses_it(ruff: str, expected: str, *, has_settings: bool) -> None:
    """The project's own word counts first."""
    assert settled(ReviewSettings(ruff=ruff), has_ruff_settings=has_settings).ruff == expected


def test_without_a_setting_the_files_of_the_project_tell() -> None:
    """`on` is its word where they do not."""
    assert review_settings_of({})[0].ruff == "auto"
    assert review_settings_of({"ruff": "on"}) == (ReviewSettings(ruff="on"), ())
