"""A declared amendment of a test that classes inherit: what they run has changed with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

MIXIN = """\
import unittest

from shop import cart


class CartMixin:
    def test_total(self):
        self.assertEqual(cart.total(self.prices), self.expected)
{more}

class OneTest(CartMixin, unittest.TestCase):
    prices, expected = [1], 1


class TwoTest(CartMixin, unittest.TestCase):
    prices, expected = [1, 2], 3
"""
COUNT = "        self.assertEqual(cart.count(self.prices), len(self.prices))\n"


def test_an_amended_method_of_a_mixin_is_red_in_each_class(project: Project) -> None:
    """The classes' own text is what it was, and each of them has a test that asks for more now."""
    project.with_file("tests/test_mixin.py", MIXIN.format(more="")).commit()
    project.with_file("tests/test_mixin.py", MIXIN.format(more=COUNT))

    ran = project.gate("verify-fail", "--tdd-amend=carts are counted", verdict="passed").last

    assert "2 tests are red for the right reason" in ran.output


def test_an_inherited_test_that_nobody_amended(project: Project) -> None:
    """It is broken, whatever was declared about others."""
    mixin = MIXIN.format(more="    def test_first(self):\n        self.assertEqual(cart.first(self.prices), 1)\n")
    cart = project.text("src/shop/cart.py") + "\n\ndef first(prices):\n    return prices[0]\n"
    project.with_file("src/shop/cart.py", cart).with_file("tests/test_mixin.py", mixin).commit()
    amended = mixin.replace("self.expected)", "self.expected)\n" + COUNT.rstrip("\n"))
    project.with_file("tests/test_mixin.py", amended).replace("src/shop/cart.py", "prices[0]", "prices[-1]")

    project.gate("verify-fail", "--tdd-amend=carts are counted", verdict="refused", rules=["existing-test-broken"])
