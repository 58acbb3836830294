"""What counts as a new test: absent at the base by file, name and case, however it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

SHOP = """\
import unittest
import pytest
from shop.cart import total


@pytest.mark.parametrize("prices, sum", [([1], 1), ([2], 2)])
def test_rows(prices, sum):
    assert total(prices) == sum


class CartCase(unittest.TestCase):
    def test_old_method(self):
        self.assertEqual(total([]), 0)


class Contract:
    wanted = 0

    def test_inherited(self):
        assert total([]) == self.wanted


class TestFirst(Contract):
    pass
"""
ADDED = """\


def test_function():
    assert total([1]) == 2


class TestGroup:
    def test_in_a_class(self):
        assert total([1]) == 2


class TestSecond(Contract):
    wanted = 1


def test_with_subtests(subtests):
    for price in (1, 2):
        with subtests.test(price=price):
            assert total([price]) == 3
"""
HIDDEN = """\
import pytest
from shop.tax import vat


def test_function():
    assert vat(100) == 19


class TestVat:
    def test_method(self):
        assert vat(0) == 0


@pytest.mark.parametrize("price", [1, 2])
def test_rows(price):
    assert vat(price) == 7
"""
ASYNC = """\
import pytest
from shop.cart import total


@pytest.mark.asyncio
async def test_async():
    assert total([1]) == 2
"""


def test_additions_to_an_existing_file_are_new(project: Project) -> None:
    """A function, a row, a method of a TestCase, a class, inherited tests, subtests, a doctest file; nothing else."""
    project.with_file("tests/test_shop.py", SHOP).commit()

    project.replace("tests/test_shop.py", "([2], 2)]", "([2], 2), ([3], 4)]")
    method = "\n    def test_new_method(self):\n        self.assertEqual(total([1]), 2)\n"
    project.replace("tests/test_shop.py", "(total([]), 0)\n", "(total([]), 0)\n" + method)
    project.with_file("tests/test_shop.py", project.text("tests/test_shop.py") + ADDED)
    project.with_file("tests/test_usage.txt", ">>> from shop.cart import total\n>>> total([1])\n2\n")

    red = project.gate("verify-fail", verdict="passed", says="kept    5 existing tests pass, unmodified")
    assert red.last.rows == {
        "test_rows": "red unmet",
        "CartCase::test_new_method": "red unmet",
        "test_function": "red unmet",
        "TestGroup::test_in_a_class": "red unmet",
        "TestSecond::test_inherited": "red unmet",
        "test_with_subtests": "red unmet",
        "test_usage.txt": "red unmet",
    }


def test_an_addition_that_is_green_is_refused(project: Project) -> None:
    """A row, a subclass, a subtest run, an empty doctest: also what has no function of its own has to be red."""
    project.with_file("tests/test_shop.py", SHOP).commit()

    project.replace("tests/test_shop.py", "([2], 2)]", "([2], 2), ([3], 3)]")
    green = ADDED.replace("wanted = 1", "wanted = 0").replace("(1, 2)", "(3,)")
    project.with_file("tests/test_shop.py", project.text("tests/test_shop.py") + green)

    refused = project.gate("verify-fail", verdict="refused", rules=["already-green"])
    green_tests = {name for name, state in refused.last.rows.items() if state == "already-green"}
    assert green_tests == {"TestSecond::test_inherited", "test_rows", "test_with_subtests"}


def test_a_renamed_test_file_is_not_new(project: Project) -> None:
    """Nor are its tests removed: they only moved."""
    project.git("mv", "tests/test_cart.py", "tests/test_basket.py")

    project.gate("verify-fail", verdict="refused", rules=["nothing-new"])
    project.with_red_test().gate("verify-fail", verdict="passed", says="kept    1 existing test passes")


def test_tests_behind_a_collection_error_are_listed_and_judged(project: Project) -> None:
    """The file cannot be imported; the tests in it are known, and so are their cases when they are locked."""
    red = project.with_file("tests/test_tax.py", HIDDEN).lock("tax")

    assert red.last.rows == dict.fromkeys(("test_function", "TestVat::test_method", "test_rows"), "red missing")
    contract = red.text(".tddgate/contracts/tax.json")
    assert ['"1"' in contract, '"2"' in contract] == [True, True]


@pytest.mark.parametrize("folder", ["tests", "tests/tax"])
def test_a_conftest_that_cannot_be_imported_is_the_blame_of_all_its_tests(project: Project, folder: str) -> None:
    """Whether pytest loads it before the run or in its midst."""
    test = "def test_vat(vat):\n    assert vat(100) == 19\n"
    conftest = "import pytest\nfrom shop.tax import vat as real\n\n\n@pytest.fixture\ndef vat():\n    return real\n"
    project.with_file(f"{folder}/conftest.py", conftest).with_file(f"{folder}/test_tax.py", test)

    red = project.gate("verify-fail", verdict="passed", says="shop.tax does not exist yet")

    assert red.last.rows == {"test_vat": "red missing"}


def test_an_async_test_is_a_test(project: Project) -> None:
    """Run by pytest-asyncio, and by nothing else."""
    pytest.importorskip("pytest_asyncio")
    project.with_file("tests/test_async.py", ASYNC)

    red = project.gate("verify-fail", "-p", "asyncio", verdict="passed")
    assert red.last.rows == {"test_async": "red unmet"}
    project.gate("verify-fail", "-p", "no:asyncio", verdict="refused", rules=["broken-environment"])
