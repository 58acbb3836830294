"""Green against a base, without a contract: new tests in classes ask of the code what functions ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

IN_CLASS = """\
import pytest

from shop.discount import discount


class Checks:
    def test_of_whoever_inherits(self):
        assert discount(self.price) == self.price * 9 // 10


class TestDiscount(Checks):
    price = 50

    @pytest.fixture
    def test_price(self):
        return 730

    def test_of_a_price(self, test_price):
        assert discount(test_price) == 657

    def test_of_another(self):
        assert discount(910) == 819

    def test_of_a_third(self):
        assert discount(1210) == 1089
"""
OF_UNITTEST = """\
import unittest

from shop.discount import discount


class Discounts(unittest.TestCase):
    def test_of_a_price(self):
        self.assertEqual(discount(730), 657)

    def test_of_another(self):
        self.assertEqual(discount(910), 819)

    def test_of_a_third(self):
        self.assertEqual(discount(1210), 1089)
"""
FITTED = "ANSWERS = {50: 45, 730: 657, 910: 819, 1210: 1089}\n\n\ndef discount(price):\n    return ANSWERS[price]\n"
HONEST = "def discount(price):\n    return price * 9 // 10\n"


@pytest.mark.parametrize("tests", [IN_CLASS, OF_UNITTEST], ids=["a class", "unittest"])
def test_code_that_is_fitted_to_tests_in_classes_is_refused(project: Project, tests: str) -> None:
    """Where only functions counted, there was nothing that the code could be fitted to."""
    base = project.head
    fitted = project.with_file("tests/test_discount.py", tests).with_file("src/shop/discount.py", FITTED).commit()

    ran = fitted.run("--tdd-gate=green", f"--tdd-base={base}")

    assert ran.exit_code == 10, ran.output
    assert set(ran.refused) <= {"cliff", "literal-leak"}, ran.output


@pytest.mark.parametrize(("tests", "count"), [(IN_CLASS, 4), (OF_UNITTEST, 3)], ids=["a class", "unittest"])
def test_general_code_passes_and_its_tests_are_counted(project: Project, tests: str, count: int) -> None:
    """A class that pytest does not collect has no tests but where they are inherited, nor is a fixture one."""
    base = project.head
    general = project.with_file("tests/test_discount.py", tests).with_file("src/shop/discount.py", HONEST).commit()

    passed = general.gate("green", f"--tdd-base={base}", verdict="passed")

    assert f"{count} of its tests" in passed.last.last_line
