"""Faults of a red test that its text shows: it contradicts a test that passes, or hides why it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

AGAINST = """

def test_total_again():
    assert total([1, 2]) != 3


def test_difference():
    import pytest

    from shop.cart import difference

    try:
        assert difference(3, 2) == 1
    except Exception:
        pytest.fail("broken")
"""


def test_a_test_that_nothing_can_make_pass(project: Project) -> None:
    """Both are red as a right test would be: an assertion does not hold, and a name is missing."""
    source = (project.root / "tests/test_cart.py").read_text(encoding="utf-8") + AGAINST
    seen = project.with_file("tests/test_cart.py", source).gate("verify-fail", verdict="refused", rules=["broken-test"])
    assert seen.last.rows["test_total_again"] == "broken-test"
    assert seen.last.rows["test_difference"] == "broken-test"
    assert any("contradicts test_total" in each for each in seen.last.findings)
    assert any("hides why it fails" in each for each in seen.last.findings)
