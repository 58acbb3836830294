"""Code that is there before the tests: an outline leaves them red, an implementation does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

STUB = "class NoDiscount(ValueError):\n    pass\n\n\ndef discount(price):\n    raise NotImplementedError\n"
TESTS = """\
import pytest
from shop.discount import NoDiscount, discount


def test_discount():
    assert discount(100) == 90


def test_the_error_is_a_value_error():
    assert issubclass(NoDiscount, ValueError)
"""


def test_stubs_leave_the_tests_red(project: Project) -> None:
    """A test that the outline alone makes green is judged against the base; the stubs are not committed."""
    project.with_file("src/shop/discount.py", STUB).with_file("tests/test_discount.py", TESTS)

    locked = project.lock()

    assert locked.last.rows == {
        "test_discount": "red raised",
        "test_the_error_is_a_value_error": "red missing",
    }
    assert "src" not in locked.git("show", "--name-only", "--format=")
    locked.replace("src/shop/discount.py", "raise NotImplementedError", "return price * 9 // 10")
    locked.gate("green", verdict="passed")


def test_a_test_that_a_stub_satisfies_is_hollow(project: Project) -> None:
    """A stub is missing functionality like any other."""
    project.with_file("src/shop/discount.py", STUB)
    hollow = "from shop.discount import discount\n\n\ndef test_hollow():\n    discount(100)\n"

    project.with_file("tests/test_discount.py", hollow).gate("verify-fail", verdict="refused", rules=["hollow"])


def test_an_implementation_before_its_tests_is_refused(project: Project) -> None:
    """The tests are green at once, whatever they say."""
    project.with_red_test().implement().gate("verify-fail", verdict="refused", rules=["already-green"])
