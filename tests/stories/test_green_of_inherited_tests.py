"""Green against a base, without a contract: tests that a new class inherits ask for something, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

INHERITED = """\
from shop.discount import discount


class Checks:
    def test_of_a_price(self):
        assert discount(730) == 657

    def test_of_another(self):
        assert discount(910) == 819

    def test_of_a_third(self):
        assert discount(1210) == 1089


class TestDiscount(Checks):
    pass
"""
FITTED = "ANSWERS = {730: 657, 910: 819, 1210: 1089}\n\n\ndef discount(price):\n    return ANSWERS[price]\n"
HONEST = "def discount(price):\n    return price * 9 // 10\n"


def test_code_that_is_fitted_to_inherited_tests_is_refused(project: Project) -> None:
    """Their functions stand in a class that pytest does not collect."""
    base = project.head
    fitted = project.with_file("tests/test_discount.py", INHERITED).with_file("src/shop/discount.py", FITTED).commit()

    fitted.gate("green", f"--tdd-base={base}", verdict="refused", rules=["literal-leak"])


def test_general_code_passes_and_inherited_tests_are_counted(project: Project) -> None:
    """They are tests of the class that inherits them."""
    base = project.head
    general = project.with_file("tests/test_discount.py", INHERITED).with_file("src/shop/discount.py", HONEST).commit()

    passed = general.gate("green", f"--tdd-base={base}", verdict="passed")

    assert "3 of its tests, 3 contracted tests in all" in passed.last.last_line
    assert "in no contract" not in passed.last.output


@pytest.mark.tdd_pins("what must stay as it is")
def test_tests_that_were_there_before_are_not_counted(project: Project) -> None:
    """The class that inherits is old, and so is what it inherits."""
    old = project.with_file("tests/test_discount.py", INHERITED).with_file("src/shop/discount.py", HONEST).commit()
    refactored = old.replace("src/shop/discount.py", "price * 9 // 10", "9 * price // 10")

    passed = refactored.gate("green", "--tdd-base=HEAD", verdict="passed")

    assert "0 of its tests" in passed.last.last_line
