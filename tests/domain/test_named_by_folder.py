"""Test files that `python_files` names by their folder, as pytest does: `tests/*.py`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.contracts.layout import Layout, Side

SHOP = Layout("/work", packages=("src/shop",), names=frozenset({"shop"}))
BY_FOLDER = replace(SHOP, patterns=("examples/*.py", "tests/*.py"))
EVERYTHING = replace(SHOP, patterns=("*.py",))


@pytest.mark.parametrize("layout", [BY_FOLDER, EVERYTHING])
def test_product_code_is_no_test(layout: Layout) -> None:
    """Whatever its folder is, `*.py` fits its name: it was judged as a test, and nothing of it as code."""
    assert layout.side_of("src/shop/cart.py") is Side.SUBJECT
    assert not layout.is_test_file("src/shop/cart.py")


@pytest.mark.parametrize(
    ("layout", "path"),
    [
        (BY_FOLDER, "tests/cart.py"),
        (BY_FOLDER, "tests/deep/cart.py"),
        (BY_FOLDER, "examples/cart.py"),
        (BY_FOLDER, "docs/examples/cart.py"),
        (EVERYTHING, "tests/cart.py"),
    ],
)
@pytest.mark.tdd_pins("it was so before")
def test_a_file_in_such_a_folder_is(layout: Layout, path: str) -> None:
    """Wherever the folder is: pytest compares the end of the path, and a star stands for folders as well."""
    assert layout.is_test_file(path)


def test_a_file_beside_the_folder_is_not() -> None:
    """It has another folder."""
    assert not BY_FOLDER.is_test_file("scripts/cart.py")
    assert BY_FOLDER.side_of("scripts/cart.py") is Side.OTHER
