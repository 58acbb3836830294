"""The badge: an SVG of our own, which says its verdict to every reader."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from pytest_tddgate.render.badge import badge_svg

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("verdict", ["passed", "refused", "undecided", "not run"])
def test_the_badge_says_its_verdict_in_a_title_and_in_a_word(verdict: str) -> None:
    """Colour alone says nothing."""
    root = ET.fromstring(badge_svg(verdict, "audit, 2026-01-03"))  # noqa: S314 - our own text

    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == root.get("aria-label") == f"test first: {verdict} (audit, 2026-01-03)"
    assert [each.text for each in root.iter(f"{SVG}text")] == ["test first", verdict]


def test_verdicts_have_colours_of_their_own_and_fit_their_word() -> None:
    """A longer word has a wider badge."""
    badges = [ET.fromstring(badge_svg(each)) for each in ("passed", "refused", "undecided", "not run")]  # noqa: S314 - ditto

    colours = {tuple(each.get("fill") for each in badge.iter(f"{SVG}rect")) for badge in badges}
    widths = [int(badge.get("width") or 0) for badge in badges]
    assert (len(colours), widths[2] > widths[0]) == (4, True)
