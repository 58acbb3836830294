"""What a gate has seen, row by row, stands on its page: the checklist of a review, the tests of a red run."""

from __future__ import annotations

from typing import Any

from pytest_tddgate.domain.page.contents import PageRow
from pytest_tddgate.domain.page.facts import PageFacts
from pytest_tddgate.domain.page.made_of import page_of
from pytest_tddgate.domain.reports.run_record import RunRecord
from pytest_tddgate.render.page_report import page_html

ROWS: list[dict[str, Any]] = [
    {"state": "done", "kind": "checklist", "about": "implementation committed", "remark": "git status --short"},
    {"state": "waived", "kind": "flaky", "about": "everywhere", "remark": "slow disk (until 2026-02-01)"},
    {"state": "red", "kind": 3},
]


def facts(rows: list[dict[str, Any]]) -> PageFacts:
    """A repository in which a review has just said this."""
    report = {"gate": "review", "feature": "vat", "verdict": "passed", "rows": rows}
    record = RunRecord("2026-01-03T10:00:00Z", "", "", "", report)
    return PageFacts("shop", "", "", "", "2026-01-04T00:00:00Z", records=(record,))


def test_the_rows_of_the_last_run_are_told() -> None:
    """Those that can be read."""
    run = page_of(facts(ROWS)).run

    assert run is not None
    assert run.rows == (
        PageRow("done", "checklist", "implementation committed", "git status --short"),
        PageRow("waived", "flaky", "everywhere", "slow disk (until 2026-02-01)"),
    )


def test_the_rows_are_a_table_of_the_page() -> None:
    """Without any there is no table."""
    with_rows, without = page_html(page_of(facts(ROWS))), page_html(page_of(facts([])))

    assert [each in with_rows for each in ("implementation committed", "git status --short")] == [True, True]
    assert "What review saw" in with_rows
    assert "What review saw" not in without
