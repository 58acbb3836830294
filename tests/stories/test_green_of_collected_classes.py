"""Green against a base, without a contract: what pytest collects are the new tests, by the project's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

NAMED = """\
from shop.discount import discount


class DiscountChecks:
    def test_of_a_price(self):
        assert discount(730) == 657

    def test_of_another(self):
        assert discount(910) == 819

    def test_of_a_third(self):
        assert discount(1210) == 1089
"""
ABSTRACT = """\
from shop.discount import discount


class TestAnything:
    __test__ = False

    def test_of_a_price(self):
        assert discount(self.price) == self.price * 9 // 10


class TestSmall(TestAnything):
    __test__ = True
    price = 50


class TestLarge(TestAnything):
    __test__ = True
    price = 7300
"""
DROPS = """\
def pytest_collection_modifyitems(items):
    items[:] = [each for each in items if "third" not in each.name]
"""
FITTED = "ANSWERS = {730: 657, 910: 819, 1210: 1089}\n\n\ndef discount(price):\n    return ANSWERS[price]\n"
HONEST = "def discount(price):\n    return price * 9 // 10\n"


def test_classes_that_settings_name_have_tests(project: Project) -> None:
    """`python_classes` says which."""
    project.replace("pyproject.toml", 'testpaths = ["tests"]', 'testpaths = ["tests"]\npython_classes = ["*Checks"]')
    base = project.commit().head
    fitted = project.with_file("tests/test_discount.py", NAMED).with_file("src/shop/discount.py", FITTED).commit()

    fitted.gate("green", f"--tdd-base={base}", verdict="refused", rules=["literal-leak"])


def test_a_class_that_says_it_has_no_tests_is_believed(project: Project) -> None:
    """Its tests are those of the classes that inherit them."""
    base = project.head
    general = project.with_file("tests/test_discount.py", ABSTRACT).with_file("src/shop/discount.py", HONEST).commit()

    passed = general.gate("green", f"--tdd-base={base}", verdict="passed")

    assert "2 of its tests, 2 contracted tests in all" in passed.last.last_line
    assert "in no contract" not in passed.last.output


@pytest.mark.tdd_pins("what must stay refused")
def test_a_method_that_a_conftest_drops_is_missing(project: Project) -> None:
    """The class is collected, and this test of it is not."""
    base = project.with_file("tests/conftest.py", DROPS).commit().head
    tests = NAMED.replace("DiscountChecks", "TestDiscount")
    general = project.with_file("tests/test_discount.py", tests).with_file("src/shop/discount.py", HONEST).commit()

    general.gate("green", f"--tdd-base={base}", verdict="refused", rules=["test-missing"])
