"""Whether a dotted name is a module that can be imported, told without importing anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.adapters.modules import is_module

if TYPE_CHECKING:
    from pathlib import Path


def test_modules_of_the_project_are_known(tmp_path: Path) -> None:
    """By their files, below any of the roots."""
    (tmp_path / "src/shop/testing").mkdir(parents=True)
    (tmp_path / "src/shop/cart.py").touch()
    roots = [str(tmp_path / "lib"), str(tmp_path / "src")]

    assert is_module("shop.testing", roots)
    assert is_module("shop.cart", roots)
    assert not is_module("shop.total", roots)


def test_installed_modules_are_known() -> None:
    """Of the standard library as of any distribution."""
    assert is_module("unittest.mock", [])
    assert is_module("_pytest.pytester", [])
    assert not is_module("_pytest.pytester.RunResult", [])
    assert not is_module("surely_not_there.testing", [])
