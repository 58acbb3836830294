"""A contract that two branches amended, and that a merge holds with both amendments."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.contracts.contract import Amendment, Contract
from pytest_tddgate.domain.contracts.succession import succeeds

LOCKED = Contract("cart", files={"tests/test_a.py": "a1", "tests/test_b.py": "b1"})
A = Amendment(reason="prices are rounded", changed=("tests/test_a.py",))
B = Amendment(reason="carts are counted", changed=("tests/test_b.py",))
ONE = replace(LOCKED, files={"tests/test_a.py": "a2", "tests/test_b.py": "b1"}, amendments=(A,))
OTHER = replace(LOCKED, files={"tests/test_a.py": "a1", "tests/test_b.py": "b2"}, amendments=(B,))
BOTH = replace(LOCKED, files={"tests/test_a.py": "a2", "tests/test_b.py": "b2"})


@pytest.mark.parametrize("amendments", [(A, B), (B, A)])
def test_a_merge_with_both(amendments: tuple[Amendment, ...]) -> None:
    """Each side has what it declared, in whichever order they are written down."""
    assert succeeds(replace(BOTH, amendments=amendments), [LOCKED, ONE, OTHER])


@pytest.mark.parametrize("merged", [ONE, OTHER, LOCKED])
def test_a_merge_that_forgets_one(merged: Contract) -> None:
    """An amendment of one side is gone, and nothing says why."""
    assert not succeeds(merged, [LOCKED, ONE, OTHER])


def test_a_merge_that_changes_more() -> None:
    """What neither side declared has changed."""
    files = {"tests/test_a.py": "a3", "tests/test_b.py": "b2", "tests/test_c.py": "c1"}

    assert not succeeds(replace(BOTH, files=files, amendments=(A, B)), [LOCKED, ONE, OTHER])


def test_one_after_the_other() -> None:
    """An amendment of what was amended before."""
    assert succeeds(replace(BOTH, amendments=(A, B)), [LOCKED, ONE])


def test_going_back() -> None:
    """The first form, after an amendment: it is a change like any other, and has to be declared."""
    assert not succeeds(LOCKED, [LOCKED, ONE])


def test_a_version_that_cannot_be_read() -> None:
    """It is passed over: what follows from the others does not need it."""
    assert succeeds(ONE, [LOCKED, None, ONE])
