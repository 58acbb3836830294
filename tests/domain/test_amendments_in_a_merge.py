"""A merge into a feature branch writes the branch's own amendments first: it follows from main all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.contracts.contract import Amendment, Contract
from pytest_tddgate.domain.contracts.succession import follows, succeeds

LOCKED = Contract("cart", files={"tests/test_a.py": "a1", "tests/test_b.py": "b1"})
A = Amendment(reason="prices are rounded", changed=("tests/test_a.py",))
B = Amendment(reason="carts are counted", changed=("tests/test_b.py",))
MAIN = replace(LOCKED, files={"tests/test_a.py": "a2", "tests/test_b.py": "b1"}, amendments=(A,))
BRANCH = replace(LOCKED, files={"tests/test_a.py": "a1", "tests/test_b.py": "b2"}, amendments=(B,))
BOTH = replace(LOCKED, files={"tests/test_a.py": "a2", "tests/test_b.py": "b2"}, amendments=(B, A))


def test_it_follows_from_each_side() -> None:
    """The base of an audit is main, and the branch's own version is no part of its history."""
    assert follows(BOTH, MAIN)
    assert follows(BOTH, BRANCH)
    assert succeeds(BOTH, [MAIN, BRANCH])


@pytest.mark.tdd_pins("the other side: whatever is lost or not named is no amendment")
@pytest.mark.parametrize(
    "merged",
    [
        replace(BOTH, amendments=(B, B)),
        replace(BOTH, amendments=(B,)),
        replace(BOTH, amendments=(A,)),
        replace(BOTH, files={"tests/test_a.py": "a3", "tests/test_b.py": "b2"}),
        replace(BOTH, amendments=(replace(A, reason="other"), B)),
    ],
)
def test_what_was_lost_does_not_follow(merged: Contract) -> None:
    """An amendment of main is gone, or says something else, or does not name what changed."""
    assert not follows(merged, MAIN)
