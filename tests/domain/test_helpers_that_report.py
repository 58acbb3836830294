"""A helper that does nothing but fail, called where the subject's answer is wrong: the test is red."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.blame import Red
from tests.failures import judged

REPORT = "def mismatch(expected, got):\n    text = f'{expected} {got}'\n    raise AssertionError(text)\n"


def test_a_helper_that_is_called_where_the_answer_differs(request: pytest.FixtureRequest) -> None:
    """As docutils' tests of its commands do it."""
    source = REPORT + "def test_net():\n    got = net(3)\n    if got != 5:\n        mismatch(5, got)\n"

    assert judged(source, request) is Red.UNMET


def test_in_a_method(request: pytest.FixtureRequest) -> None:
    """The test stands in a class."""
    source = (
        REPORT + "class TestCart:\n    def test_total(self):\n"
        "        got = Cart().total()\n        if got != 5:\n            mismatch(5, got)\n"
    )

    assert judged(source, request) is Red.UNMET


@pytest.mark.tdd_pins("a helper that always fails, called whatever the subject answers, is no test")
@pytest.mark.parametrize(
    "call", ["    mismatch(5, net(3))\n", "    got = net(3)\n    if True:\n        mismatch(5, got)\n"]
)
def test_one_that_is_called_in_any_case(call: str, request: pytest.FixtureRequest) -> None:
    """No implementation could pass it."""
    assert judged(REPORT + "def test_net():\n" + call, request) == "unconditional"
