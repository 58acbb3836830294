"""A comparison uses a stand-in as a call does: a class that is compared with values is what some tests are about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.session.child import standins
from pytest_tddgate.session.child.standins import MODES, StandInFailure, make_standin, set_mode, take_used

if TYPE_CHECKING:
    from collections.abc import Iterator

MISSING: Any = make_standin("shop.IsPrice")


@pytest.fixture(autouse=True)
def _mode() -> Iterator[None]:
    """Leave the mode as it was."""
    before = standins._mode  # noqa: SLF001 - the mode is the module's own
    take_used()
    yield
    set_mode(before)


@pytest.mark.parametrize("mode", sorted(set(MODES) - {"raises"}))
def test_a_comparison_is_a_use(mode: str) -> None:
    """It equals nothing but itself, whatever a call of it gives."""
    set_mode(mode)

    assert (MISSING == 3, MISSING != 3, 3 == MISSING, MISSING == MISSING) == (False, True, False, True)  # noqa: PLR0124, SIM300 - that is the question
    assert take_used() == ["shop.IsPrice"]


def test_code_that_only_raises_cannot_be_compared() -> None:
    """Else a test that says what is unequal would be content with it."""
    set_mode("raises")

    with pytest.raises(StandInFailure):
        _ = MISSING != 3


@pytest.mark.tdd_pins("what the comparison must not break")
def test_it_can_be_a_key() -> None:
    """As every class."""
    set_mode("raises")

    assert {MISSING: 1, int: 2}[MISSING] == 1
