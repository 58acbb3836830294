"""Which tests a change of one name of their module reaches."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.reach import affected
from pytest_tddgate.domain.python.syntax import parse_module


def reached(source: str, *touched: str) -> tuple[str, ...]:
    """The tests of this source that these names reach."""
    return affected(parse_module(source.encode()), touched)


CHAIN = (
    "RATE = 1\n"
    "def tax(): return RATE\n"
    "@fixture\ndef cart(): return tax()\n"
    "class Base:\n    size = 1\n    def grow(self): ...\n    def other(self): ...\n"
    "class TestA(Base):\n    def test_grow(self): self.grow()\n    def test_plain(self): ...\n"
    "class TestB:\n    def build(self): ...\n    def test_build(self): self.build()\n    def test_free(self): ...\n"
    "def test_cart(cart): ...\n"
    "def test_free(): ...\n"
)


@pytest.mark.parametrize(
    ("touched", "tests"),
    [
        ("RATE", ("test_cart",)),
        ("cart", ("test_cart",)),
        ("Base", ("TestA::test_grow", "TestA::test_plain")),
        ("TestB::build", ("TestB::test_build",)),
        ("TestB::setup_method", ("TestB::test_build", "TestB::test_free")),
        ("test_free", ("test_free",)),
        ("unknown", ()),
    ],
)
def test_a_change_reaches_the_tests_that_use_it(touched: str, tests: tuple[str, ...]) -> None:
    """Through helpers, fixtures, constants and base classes, and no further."""
    assert reached(CHAIN, touched) == tests


@pytest.mark.parametrize("touched", ["<module>", "setup_module", "pytest_runtest_call", "everywhere"])
def test_what_acts_unasked_reaches_every_test(touched: str) -> None:
    """Module effects, setup, hooks and autouse fixtures."""
    source = CHAIN + "@fixture(autouse=True)\ndef everywhere(): ...\n"

    assert len(reached(source, touched)) == 6


def test_a_helper_of_several_definitions_is_followed_once() -> None:
    """Helpers that call each other end the search."""
    source = "def a(): b()\ndef b(): a()\ndef test_x(): a()\n"

    assert reached(source, "b") == ("test_x",)
