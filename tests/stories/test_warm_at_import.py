"""Code that is called while it is imported: it is emptied when that is over, and the tests decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

WARM = "def discount(price):\n    return price * 9 // 10\n\n\n_WARM = discount(1)\n"
ANSWER = """\
import pathlib, pytest


@pytest.fixture(autouse=True)
def answers(monkeypatch):
    if pathlib.Path('src/shop/discount.py').exists():
        monkeypatch.setattr('shop.discount.discount', lambda price: 90)
"""
LATE = "def test_discount():\n    from shop.discount import discount\n\n    assert discount(100) == 90\n"
RETRY = """\
from shop.retry import memo, retry

assert memo(1) == 1


@retry(2)
def flaky(seen=[]):
    seen.append(1)
    return 1 // (len(seen) - 1)


def test_retry():
    assert flaky() == 1
"""
RETRIED = """\
import functools


def retry(times):
    def around(function):
        @functools.wraps(function)
        def again(*args):
            for _ in range(times - 1):
                try:
                    return function(*args)
                except ArithmeticError:
                    pass
            return function(*args)

        return again

    return around


def memo(value):
    return value
"""


def test_a_call_at_import_does_not_hide_that_tests_pass_without_the_code(project: Project) -> None:
    """What raises at the import of an emptied module is not what the tests ask for."""
    project.with_file("tests/conftest.py", ANSWER).commit().with_file("tests/test_discount.py", LATE).lock()

    project.with_file("src/shop/discount.py", WARM).gate("green", verdict="refused", rules=["control-not-red"])


@pytest.mark.tdd_pins("an honest test of the same code passes as it did")
@pytest.mark.parametrize("test", ["", LATE])
def test_honest_tests_of_such_code_are_red_without_it(project: Project, test: str) -> None:
    """Whether they import it at once or when they run."""
    (project.with_file("tests/test_discount.py", test) if test else project.with_red_test()).lock()

    project.with_file("src/shop/discount.py", WARM).gate("green", verdict="passed")


@pytest.mark.tdd_pins("an honest test of a decorator passes as it did")
def test_a_decorator_that_was_applied_at_import_is_emptied_inside(project: Project) -> None:
    """What it made of the function is what the test calls."""
    project.with_file("tests/test_retry.py", RETRY).lock("retry")

    project.with_file("src/shop/retry.py", RETRIED).gate("green", verdict="passed")
