"""The docs gate and a docstring that was copied from another function."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

CODE = 'def total(prices):\n    """Ten percent less than `prices` in cents."""\n    return sum(prices)\n'


def test_a_copied_docstring_is_advice(project: Project) -> None:
    """Nobody but a reader can tell whether it fits both."""
    project.with_file("src/shop/cart.py", CODE).commit()
    project.with_file(
        "tests/test_vat.py", "from shop.cart import vat\n\n\ndef test_vat():\n    assert vat([9]) == 9\n"
    ).lock("vat")

    passed = (
        project.with_file("src/shop/cart.py", f"{CODE}\n\n{CODE.replace('total', 'vat')}")
        .gate("docs", verdict="passed")
        .last
    )

    assert passed.advised == ("placeholder-docs",)
    assert passed.told("placeholder-docs") == (
        "src/shop/cart.py:6",
        "say in the docstring of vat what it does that total does not",
    )
    assert "the docstring of shop.cart.vat is that of shop.cart.total" in passed.output
