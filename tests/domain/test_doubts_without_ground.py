"""Tests that look like broken ones, and can pass."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.swallowed import swallows_its_reason
from pytest_tddgate.domain.red.vacuous import asserts_only_what_holds
from tests.failures import judged

OWN_CHECK = b"""\
import pytest
from shop.price import assert_price
def test_t():
    try:
        assert_price(1.5)
    except AssertionError:
        pytest.fail("1.5 was refused")
"""
ADDED = """\
import logging
def test_t():
    cart = Cart()
    cart.add('a', 1)
    assert logging.SURPLUS == cart.total()
"""


@pytest.mark.parametrize("body", ["config.root is config.root", "app['db'] is app['db']"])
def test_an_attribute_may_answer_otherwise_the_next_time(body: str) -> None:
    """It is how a value that is made once is tested."""
    assert asserts_only_what_holds(f"def test_t():\n    assert {body}\n".encode(), "test_t") == 0


def test_a_check_of_the_products_own() -> None:
    """That it raises nothing is what is tested."""
    assert swallows_its_reason(OWN_CHECK, "test_t") == 0


def test_a_subject_that_adds_to_the_standard_library(request: pytest.FixtureRequest) -> None:
    """Nothing there has a name like it, and code of the subject ran before."""
    assert judged(ADDED, request) != "broken-test"
