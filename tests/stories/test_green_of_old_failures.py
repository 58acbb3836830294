"""Tests that failed long before the change do not count against it at green, wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

CART, CODE = "tests/test_cart.py", "src/shop/cart.py"


def test_an_old_failure_in_the_locked_file(project: Project) -> None:
    """The lock commit cannot import that file, and shows nothing of it; nor may it hide the failures of others."""
    project.with_file("tests/test_other.py", "def test_years():\n    assert sum([1]) == 2\n")
    project.with_file(CART, project.text(CART) + "\n\ndef test_old():\n    assert total([1]) == 3\n").commit()
    more = "\n\ndef test_mean():\n    assert mean([1, 3]) == 2\n    assert mean([2, 8]) == 5\n"
    project.with_file(CART, project.text(CART).replace("import total", "import mean, total") + more).lock("mean")
    project.with_file(CODE, project.text(CODE) + "\n\ndef mean(prices):\n    return sum(prices) // len(prices)\n")

    project.gate("green", verdict="passed", says="2 tests fail here as at the base (not counted)")
