"""A changelog with a section for what comes next, into which nobody writes before the release."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

CODE = 'def discount(price):\n    """Ten percent less than `price`."""\n    return price * 9 // 10\n'


def test_what_ten_changes_in_a_row_did_not_bring_is_advice(project: Project) -> None:
    """The reason says how many there were."""
    project.with_file("CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n## 1.0 - 2030-01-31\n\n- Carts.\n").commit()
    for number in range(10):
        project.with_file("src/shop/cart.py", f"def total(prices):\n    return sum(prices) + {number} - {number}\n")
        project.with_file("tests/test_more.py", f"def test_more():\n    assert {number} >= 0\n").commit()
    project.with_red_test().lock().with_file("src/shop/discount.py", CODE)

    passed = project.gate("docs", verdict="passed", says="0 of the last 10 commits with code and tests have an entry")

    assert passed.last.advised == ("changelog-missing",)
