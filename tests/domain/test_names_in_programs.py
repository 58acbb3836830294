"""A program in a text names the product by any of the modules that it imports."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.subject import Roots

ROOTS = Roots(lambda name: name.split(".")[0] == "shop", lambda _: False)


@pytest.mark.parametrize(
    "text", ["import sys, shop; print(1)", "import json as j, shop.cart as c", "import sys,\\\n  shop\n"]
)
def test_one_of_several_imports_names_it(text: str) -> None:
    """In one statement."""
    assert ROOTS.is_named_by(text)


@pytest.mark.tdd_pins("named nothing before")
@pytest.mark.parametrize(
    "text", ["import sys, os", "import sys, os; shop", "sys, shop", "from os import path, shopping"]
)
def test_other_words_do_not(text: str) -> None:
    """Nor what follows the statement."""
    assert not ROOTS.is_named_by(text)
