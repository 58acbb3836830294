"""Tests that are red by their own doing, though the product code stands in the very statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

CHEATS = """\
import os
import sys
from unittest import mock

import shop.cart
from shop.cart import total


def _deeper(count):
    return _deeper(count + 1)


def test_excluding_assertions():
    found = total([1])
    assert found != 1
    assert found == 1


def test_below_zero():
    assert len(str(total([1]))) < 0


def test_new_object():
    assert total([1]) == object()


def test_environment():
    assert total([1, int(os.environ["SHOP_TAX"])]) == 2


def test_recursion():
    assert total([_deeper(1)]) == 2


def test_patched(monkeypatch):
    def later(prices):
        raise NotImplementedError
    monkeypatch.setattr(shop.cart, "total", later)
    assert shop.cart.total([1]) == 1


def test_mock():
    with mock.patch.object(shop.cart, "total", side_effect=NotImplementedError):
        assert shop.cart.total([1]) == 1


def test_hidden(monkeypatch):
    monkeypatch.setitem(sys.modules, "shop.cart", None)
    from shop.cart import total
    assert total([1]) == 1
"""
HONEST = """\
import os

import shop.cart
from shop.cart import total


class Prices:
    def __iter__(self):
        return iter([1, 2])


def test_both_bounds():
    assert 1 < total([1, 2]) * 2 < 6


def test_one_after_the_other(monkeypatch):
    found = iter([total([1]), total([2])])
    assert next(found) == 1.5
    assert next(found) == 2.5


def test_environment(monkeypatch):
    monkeypatch.setenv("SHOP_TAX", "2")
    assert total([1]) == 1 + int(os.environ["SHOP_TAX"])


def test_fake(monkeypatch):
    monkeypatch.setattr(shop.cart, "sum", lambda prices: 7, raising=False)
    assert total([1]) == 8
"""


def test_a_test_that_fails_by_its_own_doing_is_not_red(project: Project) -> None:
    """Neither by assertions that nothing satisfies, nor by what the test itself takes away."""
    refused = project.with_file("tests/test_by_itself.py", CHEATS).gate(
        "verify-fail", verdict="refused", rules=["unconditional", "broken-test"]
    )

    assert refused.last.rows == {
        "test_excluding_assertions": "unconditional",
        "test_below_zero": "unconditional",
        "test_new_object": "unconditional",
        "test_environment": "broken-test",
        "test_recursion": "broken-test",
        "test_patched": "unconditional",
        "test_mock": "broken-test",
        "test_hidden": "broken-test",
    }


@pytest.mark.tdd_pins("what the rules must go on to allow")
def test_honest_tests_that_look_like_them(project: Project) -> None:
    """Two bounds, an iterator, an environment and a fake that the subject has to do with."""
    project.with_file("tests/test_honest.py", HONEST).gate("verify-fail", verdict="passed")
