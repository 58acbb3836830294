"""A test is at fault by itself also where it first calls a method of a class that does not exist yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

AT_FAULT = """\
import os

import pytest

from shop.basket import Basket


def test_typo():
    basket = Basket()
    basket.put(1)
    assert baskt == [1]


def test_placeholder():
    basket = Basket()
    basket.put(1)
    assert False


def test_module_without_such_a_name(tmp_path):
    basket = Basket()
    basket.put(1)
    assert basket.saved(os.pth.join(str(tmp_path), "basket"))


def test_package_of_nobody():
    Basket().put(1)
    import no_such_package_of_anybody

    assert Basket().total == no_such_package_of_anybody.three()
"""
HONEST = """\
import json

import pytest

from shop.basket import Basket, BasketError


def test_what_is_saved(tmp_path):
    basket = Basket()
    basket.put(1)
    basket.save(tmp_path / "basket.json")
    assert json.loads((tmp_path / "basket.json").read_text()) == [1]


def test_an_error():
    basket = Basket()
    basket.put(1)
    try:
        basket.take(2)
    except BasketError:
        return
    pytest.fail("no error")


def test_each_price():
    basket = Basket()
    basket.put(1)
    prices = {each.name: each.price for each in basket}
    assert prices["apple"] == 1


def test_total():
    basket = Basket()
    basket.put(1)
    assert basket.total == 1
"""


def test_faults_behind_a_missing_method_are_seen(project: Project) -> None:
    """Stand-ins that have no methods stop before the fault; the one that answers everything comes to it."""
    rules = ["broken-test", "unconditional", "broken-environment"]
    seen = project.with_file("tests/test_basket.py", AT_FAULT).gate("verify-fail", verdict="refused", rules=rules)
    assert seen.last.rows == {
        "test_typo": "broken-test",
        "test_placeholder": "unconditional",
        "test_module_without_such_a_name": "broken-test",
        "test_package_of_nobody": "broken-environment",
    }
