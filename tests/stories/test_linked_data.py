"""Test data that a link takes from elsewhere, as docutils' tests take the product's style sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

TEST = """\
from pathlib import Path

from shop.discount import discount


def test_discount():
    assert discount(int((Path(__file__).parent / "price.txt").read_text())) == 90
"""


def test_a_committed_link_is_not_locked(project: Project) -> None:
    """Its target cannot be, and git shows when the link itself changes."""
    project.with_file("src/shop/price.txt", "100")
    (project.root / "tests" / "price.txt").symlink_to("../src/shop/price.txt")
    project.commit().with_file("tests/test_discount.py", TEST).lock()

    assert "price.txt" not in project.text(".tddgate/contracts/discount.json")
    project.implement().gate("green", verdict="passed")

    (project.root / "tests" / "price.txt").unlink()
    project.with_file("tests/price.txt", "100").gate("green", verdict="refused", rules=["harness-changed"])
