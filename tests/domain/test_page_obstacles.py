"""What is in the way of a page is told on it, and stops nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_tddgate.domain.page.facts import PageFacts
from pytest_tddgate.domain.page.made_of import page_of
from pytest_tddgate.domain.reports.run_coverage import coverage_of_json
from pytest_tddgate.domain.verdict import MissingFact
from pytest_tddgate.render.page_report import page_html

SHALLOW = MissingFact("the commit that locked vat cannot be found", "git fetch --unshallow", "it is the judge")


def page(**others: Any) -> str:  # noqa: ANN401 - of any field
    """The page of a repository without a contract that can be seen."""
    return page_html(page_of(PageFacts("shop", "", "", "", "2026-01-04T00:00:00Z", **others)))


def test_what_cannot_be_seen_is_undecided_and_not_absent() -> None:
    """A page that says `no contract yet` there would be believed."""
    text = page(obstacles=(SHALLOW,))

    wanted = ("undecided", SHALLOW.what, SHALLOW.why, SHALLOW.next_step)
    assert [each for each in wanted if each not in text] == []
    assert "No contract yet" not in text


@pytest.mark.parametrize("total", ["nan", "inf", -1, 100.5, None, "much"])
def test_a_total_that_is_no_percentage_is_none(total: object) -> None:
    """Anybody can write a record, and Python reads `nan` as a number."""
    assert coverage_of_json({"total": 100, "files": []}) is not None
    assert coverage_of_json({"total": total, "files": []}) is None
