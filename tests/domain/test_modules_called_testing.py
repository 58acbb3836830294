"""A module is no test, whatever it is called."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.plain_tests import may_make_tests

MODULES = frozenset({"shop.testing", "pandas.testing"})


@pytest.mark.parametrize(
    "source",
    [
        "import testing\n",
        "import numpy.testing as testing\n",
        "import testlib.cases\n",
        "from shop import testing\n",
        "from pandas import testing as tests\n",
    ],
)
def test_an_imported_module_is_no_test(source: str) -> None:
    """Functions and classes are collected."""
    assert not may_make_tests(source.encode(), {"shop"}, MODULES.__contains__)


@pytest.mark.parametrize(
    "source", ["from shop import testing_total\n", "from . import testing\n", "from x import testing\n"]
)
def test_an_imported_name_that_is_no_known_module_may_be_one(source: str) -> None:
    """A function of that name is collected."""
    assert may_make_tests(source.encode(), {"shop"}, MODULES.__contains__)
