"""What nobody was asked stands in the checklist, with the reason: an item is never ticked by silence."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.configuration.review_settings import ReviewSettings
from pytest_tddgate.domain.reports.checklist import Item, Standing, item_findings
from pytest_tddgate.gates.review.checklist import unasked_items

NO_TYPES = Item(
    "types", Standing.UNASKED, "no type checker is named: types in [tool.tddgate.review]", "see settings: review"
)


@pytest.mark.parametrize(
    ("ruff", "why"),
    [
        ("auto", "no settings of ruff here"),
        ("off", 'ruff = "off" in [tool.tddgate.review]'),
        ("on", "the change has no Python file"),
    ],
)
def test_linters_that_were_not_asked_are_listed_with_the_reason(ruff: str, why: str) -> None:
    """Each with the command that would ask them."""
    found = {each.name: (each.standing, each.what) for each in unasked_items(ReviewSettings(ruff=ruff), set())}

    assert found["lint"] == found["format"] == (Standing.UNASKED, why)


def test_who_was_asked_is_not_among_them() -> None:
    """A gate that the settings leave out is."""
    settings = ReviewSettings(ruff="on", gates=("green",), types="mypy src")

    assert [each.name for each in unasked_items(settings, {"lint", "format", "types"})] == ["docs"]


def test_an_unasked_item_neither_refuses_nor_leaves_the_gate_undecided() -> None:
    """It says what was not looked at."""
    assert item_findings([NO_TYPES]) == ((), ())
