"""A feature is named in letters that every file system knows, and by what it is about."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.contract import slug_of
from pytest_tddgate.domain.contracts.feature_names import suggested_name


@pytest.mark.parametrize(
    ("name", "slug"),
    [("größe", "grosse"), ("feature/Ärger über Øl", "arger-uber-ol"), ("œuvre", "oeuvre"), ("価格", "")],
)
def test_letters_are_spelled_out(name: str, slug: str) -> None:
    """`gr-e` is nobody's word."""
    assert slug_of(name) == slug


@pytest.mark.parametrize("path", ["orders/tests.py", "test.py", "tests/test_tests.py"])
def test_tests_are_named_by_what_is_missing(path: str) -> None:
    """Each of an application's `tests.py` would have the same name."""
    assert suggested_name([path], (), ["orders.models.Coupon"]) == "coupon"


def test_a_file_of_its_own_names_the_feature_before_what_is_missing() -> None:
    """Its author chose the word."""
    assert suggested_name(["orders/tests.py", "tests/test_vat.py"], (), ["shop.tax"]) == "vat"
