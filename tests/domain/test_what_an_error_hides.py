"""Which test files a collection error hides."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.run.observation import CollectError


@pytest.mark.parametrize(
    "path",
    [
        "tests/cart/test_tax.py",
        "tests/cart/conftest.py",
        "tests/conftest.py",
        "conftest.py",
        "tests/cart/__init__.py",
        "tests/cart",
    ],
)
def test_a_file_is_hidden_by_its_own_error_or_one_above_it(path: str) -> None:
    """A conftest and a package are loaded before the files below them."""
    assert CollectError(path, None).hides("tests/cart/test_tax.py")


@pytest.mark.parametrize("path", ["tests/test_tax.py", "tests/order/conftest.py", "tests/order/__init__.py", "tests/c"])
def test_errors_elsewhere_hide_nothing_here(path: str) -> None:
    """A conftest of another folder is never loaded for this file."""
    assert not CollectError(path, None).hides("tests/cart/test_tax.py")
