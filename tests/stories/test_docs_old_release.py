"""The docs gate and an entry that stands below a release that is out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

CODE = 'def discount(price):\n    """Ten percent less than `price`."""\n    return price * 9 // 10\n'
OLD = "# Changelog\n\n## Unreleased\n\n## 1.0 - 2030-01-31\n\n- Carts.\n"


def test_an_entry_of_an_old_release_is_to_be_moved(project: Project) -> None:
    """It is there, and nobody who upgrades reads it."""
    project.with_file("CHANGELOG.md", OLD).commit().with_red_test().lock().with_file("src/shop/discount.py", CODE)
    late = project.with_file("CHANGELOG.md", f"{OLD}- `discount` takes ten percent off.\n")

    refused = late.gate("docs", verdict="refused", rules=["changelog-missing"]).last

    assert refused.findings == ["the changelog tells of shop.discount.discount below a release that is out"]
    assert refused.told("changelog-missing") == ("", "move the entry in CHANGELOG.md to what is not released yet")
