"""The completion checklist: each item is derived, and says which command shows it."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.reports.checklist import Item, Standing, item_findings, item_row, of_gate
from pytest_tddgate.domain.reports.run_record import RunRecord


def record(verdict: str, *, gate: str = "green", code: str = "c", tree: str = "t") -> RunRecord:
    """A record of the feature `tax`."""
    return RunRecord("2030-01-31T12:00:00Z", "a" * 40, code, tree, {"gate": gate, "feature": "tax", "verdict": verdict})


@pytest.mark.parametrize(
    ("records", "expected", "remark"),
    [
        ((record("passed"),), Standing.DONE, "passed 2030-01-31 12:00 UTC, at this code"),
        ((record("refused"),), Standing.OPEN, "refused 2030-01-31 12:00 UTC, at this code"),
        ((record("undecided"),), Standing.OPEN, "undecided 2030-01-31 12:00 UTC, at this code"),
        (
            (record("passed", code="before"),),
            Standing.OPEN,
            "passed 2030-01-31 12:00 UTC, and the code has changed since",
        ),
        ((), Standing.OPEN, "has not run here"),
        (None, Standing.UNKNOWN, "nothing is remembered: -p no:cacheprovider switches that off"),
    ],
)
def test_green_is_shown_by_its_last_run_at_this_code(
    records: tuple[RunRecord, ...] | None, expected: Standing, remark: str
) -> None:
    """A run at other code says nothing about this one."""
    item = of_gate("green", "tax", ("c", "t"), records)

    assert (item.standing, item.what, item.command) == (expected, remark, "pytest --tdd-gate=green")


def test_docs_are_shown_at_this_tree() -> None:
    """They are about prose as well."""
    records = (record("passed", gate="docs", code="c", tree="before"),)

    item = of_gate("docs", "tax", ("c", "t"), records)

    assert (item.standing, item.what) == (Standing.OPEN, "passed 2030-01-31 12:00 UTC, and the tree has changed since")


def test_a_run_for_another_feature_shows_nothing() -> None:
    """Each feature goes through its gates."""
    assert of_gate("green", "rate", ("c", "t"), (record("passed"),)).what == "has not run here"


def test_a_row_says_how_an_item_is_shown() -> None:
    """Whoever reads it can look for himself."""
    row = item_row(Item("committed", Standing.DONE, "nothing differs from HEAD", "git status"))

    assert (row.state, row.kind, row.about, row.remark) == (
        "done",
        "committed",
        "nothing differs from HEAD",
        "shown by: git status",
    )


def test_an_open_item_is_a_finding_and_an_unknown_one_a_missing_fact() -> None:
    """Where the rule of a part has said it already, the item repeats nothing."""
    items = [
        Item("green", Standing.OPEN, "has not run here", "pytest --tdd-gate=green", rule_id="gate-not-passed"),
        Item("lint", Standing.OPEN, "2 remarks", "ruff check"),
        Item("docs", Standing.UNKNOWN, "nothing is remembered", "pytest --tdd-gate=docs"),
        Item("format", Standing.DONE, "agrees", "ruff format --check"),
    ]

    findings, missing = item_findings(items)

    assert [(each.rule.id, each.what, each.remedy) for each in findings] == [
        ("gate-not-passed", "green: has not run here", "pytest --tdd-gate=green")
    ]
    assert [(each.what, each.next_step) for each in missing] == [
        ("docs: nothing is remembered", "pytest --tdd-gate=docs")
    ]
