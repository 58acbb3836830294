"""A project that is not installed, nor on the path: the environment is at fault, and nothing that the change did."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project


def test_nobody_says_that_the_base_could_be_collected(project: Project) -> None:
    """The same step mends new tests and old ones."""
    project.with_file("pyproject.toml", "").commit().with_red_test()

    refused = project.gate("verify-fail", verdict="refused", rules=["broken-environment"]).last

    why = "cannot import shop, though src/shop is here: it is not installed, nor is src on the path"
    assert refused.findings == [
        f"tests/test_discount.py::test_discount {why}",
        f"tests/test_cart.py cannot be collected: {why}",
    ]
