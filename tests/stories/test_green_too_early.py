"""Green, asked before there is anything to import: coverage of tests that did not run says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project


def test_one_finding_says_what_to_do(project: Project) -> None:
    """Nobody is sent to cover lines."""
    locked = project.with_red_test().lock().with_file("src/shop/tax.py", "def vat(net):\n    return net\n")

    early = locked.gate("green", verdict="refused", rules=["not-green"])

    (what,) = early.last.findings
    assert what.startswith("1 contract test cannot run, because tests/test_discount.py cannot be imported: ")


def test_the_checklist_calls_it_unknown(project: Project) -> None:
    """It is neither done nor open."""
    locked = project.with_red_test().lock().with_file("src/shop/tax.py", "def vat(net):\n    return net\n").commit()

    refused = locked.run("--tdd-gate=review")

    assert "low-diff-coverage" not in refused.refused
    assert [line.split()[:2] for line in refused.output.splitlines() if "shown by: pytest --cov" in line] == [
        ["unknown", "coverage"]
    ]
