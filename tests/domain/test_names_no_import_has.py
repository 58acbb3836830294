"""A module that no import statement can name is no part of the API."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.exposures import is_private, private_but


@pytest.mark.parametrize("module", ["orders.migrations.0002_order_note", "shop.make-docs", "shop.class"])
def test_a_module_whose_name_is_no_identifier_is_private(module: str) -> None:
    """As a Django migration, which a framework loads by its path."""
    assert is_private(module)
    assert private_but(["*"])(module)


@pytest.mark.tdd_pins("others are as public as before")
@pytest.mark.parametrize(
    "module", ["", "orders.migrations", "shop.match", "shop.__main__", "packages.my-core.core.tax"]
)
def test_any_other_module_is_not(module: str) -> None:
    """Folders above it may have any name: a checkout has."""
    assert not is_private(module)
