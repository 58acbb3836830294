"""A warning that the test gives itself, and that its own filter turns into an error, is the test's fault."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.blame import Red
from tests.failures import judged
from tests.parts import parts_of

BROKEN = parts_of(
    """
#: after-a-result
import warnings
def test_t():
    total = Cart().total()
    warnings.warn('totals are pending', UserWarning)
    assert total == 3
#: between-results
import warnings
def test_t():
    price = net(1)
    assert price == 1
    warnings.warn('x')
    assert net(2) == 2
"""
)
NOT_ITS_OWN = parts_of(
    """
#: after-an-effect
import warnings
def test_t(cart):
    cart.add('quiet', 1)
    warnings.warn('x')
    assert cart.total() == 3
#: with-a-result
import warnings
def test_t(cart):
    warnings.warn(str(cart.total()))
"""
)


@pytest.mark.parametrize("name", BROKEN)
def test_a_warning_of_the_test(name: str, request: pytest.FixtureRequest) -> None:
    """What the subject returned before cannot prevent it."""
    assert judged(BROKEN[name], request) == "broken-test"


@pytest.mark.tdd_pins("must stay")
@pytest.mark.parametrize("name", NOT_ITS_OWN)
def test_a_warning_that_the_subject_may_prevent(name: str, request: pytest.FixtureRequest) -> None:
    """The subject was called for an effect, or gives the text of the warning."""
    assert judged(NOT_ITS_OWN[name], request) is Red.RAISED
