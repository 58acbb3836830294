"""A name that a module of the standard library does not have is misspelt, whatever the test did before."""

from __future__ import annotations

import pytest

from tests.failures import judged
from tests.parts import parts_of

BROKEN = parts_of(
    """
#: after-a-call
def test_t(tmp_path):
    cart = Cart()
    cart.add('a', 1)
    assert cart.total() == len(os.pth.join(str(tmp_path), 'x'))
#: environment
def test_t():
    cart = Cart()
    cart.add('a', 1)
    assert cart.total() == os.enviro['HOME']
"""
)
HONEST = parts_of(
    """
#: of-the-interpreter
import sys
def test_t():
    Cart()
    assert sys.cart_is_there
"""
)


@pytest.mark.parametrize("source", BROKEN.values(), ids=BROKEN)
def test_it_is_the_tests_own_fault(source: str, request: pytest.FixtureRequest) -> None:
    """No implementation gives `os` another name."""
    assert judged(source, request) == "broken-test"


@pytest.mark.tdd_pins("where a subject may put something, it is red, as before")
@pytest.mark.parametrize("source", HONEST.values(), ids=HONEST)
def test_the_interpreter_can_be_given_more(source: str, request: pytest.FixtureRequest) -> None:
    """`sys` holds what programs tell each other."""
    assert judged(source, request) != "broken-test"
