"""The sample project of `tddgate demo`, as the text of its files at each step."""

from __future__ import annotations

__all__ = ["CHEAT", "FEATURE", "HONEST", "LAZY", "PROJECT", "SOURCE", "TEST", "TEST_PATH"]

FEATURE = "discount"
SOURCE = "src/shop/discount.py"
TEST_PATH = "tests/test_discount.py"

PROJECT = {
    "pyproject.toml": """\
[project]
name = "shop"
version = "1"

[tool.pytest.ini_options]
pythonpath = ["src"]
testpaths = ["tests"]
""",
    ".gitignore": """\
__pycache__/
.pytest_cache/
.coverage
""",
    "src/shop/__init__.py": '''\
"""A small shop."""
''',
    "src/shop/price.py": '''\
"""What things cost."""


def total(prices):
    """The sum of the prices."""
    return sum(prices)
''',
    "tests/test_price.py": """\
from shop.price import total


def test_the_total_is_the_sum_of_the_prices():
    assert total([3, 4]) == 7
""",
}

TEST = """\
import pytest

from shop.discount import discounted


@pytest.mark.parametrize(("percent", "price"), [(0, 100), (10, 90), (50, 50), (80, 50)])
def test_a_discount_is_at_most_one_half(percent, price):
    assert discounted(100, percent) == price


def test_a_negative_discount_is_refused():
    with pytest.raises(ValueError, match="negative"):
        discounted(100, -1)
"""

LAZY = '''\
"""Discounts."""


def discounted(price, percent):
    """Return the price reduced by `percent` percent."""
    if percent < 0:
        raise ValueError("negative discount")
    return price * (100 - percent) / 100
'''

CHEAT = ("(80, 50)", "(80, 20)")

HONEST = '''\
"""Discounts."""


def discounted(price, percent):
    """Return the price reduced by `percent` percent, by half at most."""
    if percent < 0:
        raise ValueError("negative discount")
    return price * (100 - min(percent, 50)) / 100
'''
