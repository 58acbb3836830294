"""A change that only publishes names has no value that could be taken away: `__all__` repeats them."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.subject_functions import has_definition


@pytest.mark.parametrize("assigned", ["__all__ =", "__all__: list[str] =", "__all__ +="])
def test_a_list_of_exports_is_no_definition(assigned: str) -> None:
    """Without it, the import still answers."""
    assert not has_definition(f"from shop.tax import vat\n\n{assigned} ['vat']\n".encode(), {1, 3})


@pytest.mark.tdd_pins("found today, and has to be")
def test_another_value_beside_it_is_one() -> None:
    """The feature may be that value."""
    assert has_definition(b"__all__ = ['RATE']\nRATE = 3\n", {1, 2})
