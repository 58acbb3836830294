"""New tests that are all pins need no lock, and are told so."""

from __future__ import annotations

from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.verify_fail.judged import TestRed
from pytest_tddgate.gates.verify_fail.newness import nothing_new

PIN = TestRed(TestId("tests/test_cart.py", "test_total"), (), pins="it did so all along")


def test_pins_alone_are_told_what_to_do() -> None:
    """There is nothing that a contract could show of them."""
    (found,) = nothing_new({PIN.test: PIN}, is_empty=False)

    assert found.what == "every new test is a pin: nothing was red"
    assert found.next_step == "commit them as they are: pins need no contract; or write a test of what is missing"
