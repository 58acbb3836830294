"""Items of those who were asked and did not answer."""

from __future__ import annotations

from pytest_tddgate.domain.configuration.review_settings import ReviewSettings
from pytest_tddgate.domain.reports.checklist import Standing
from pytest_tddgate.gates.panel.panel import linters_of
from pytest_tddgate.gates.review.checklist import panel_items


def test_an_item_of_somebody_who_did_not_answer_is_not_done() -> None:
    """What nobody has shown is not ticked."""
    panel = linters_of(ReviewSettings(), ("a.py",), "/work", "", lambda _name: None)

    items = panel_items(panel, {}, frozenset({"ruff check"}))

    assert [(each.name, each.standing) for each in items] == [("lint", Standing.UNKNOWN), ("format", Standing.DONE)]
