"""What lies around changes the state that the gates have judged: it is told before them."""

from __future__ import annotations

from pytest_tddgate.domain.reports.checklist import Item, Standing, item_findings


def test_a_stray_file_is_told_before_the_gates_that_it_undid() -> None:
    """Once it is gone they have passed again."""
    items = [
        Item("docs", Standing.OPEN, "the files changed since", "x", "gate-not-passed", "pytest --tdd-gate=docs"),
        Item("committed", Standing.OPEN, "a.py differs from HEAD", "x", "not-committed", "commit a.py"),
        Item("stray files", Standing.OPEN, "plan.txt", "git status", "left-over", "remove plan.txt"),
    ]

    findings, unknown = item_findings(items)

    assert [each.rule.id for each in findings] == ["left-over", "gate-not-passed", "not-committed"]
    assert not unknown
