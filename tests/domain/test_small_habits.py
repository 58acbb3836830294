"""What a few names tell: that none of three has a docstring is a habit, too."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.docstring_habits import Habit


@pytest.mark.parametrize("of", [3, 4])
def test_a_small_project_that_writes_none_is_not_asked(of: int) -> None:
    """Where four of five write one, three in a row without are rarer than one in a hundred."""
    assert not Habit(0, of).is_kept


@pytest.mark.parametrize(("documented", "of"), [(0, 0), (0, 1), (0, 2), (1, 3), (1, 4), (3, 4)])
@pytest.mark.tdd_pins("too few, or mixed, tells nothing")
def test_fewer_names_or_mixed_ones_tell_nothing(documented: int, of: int) -> None:
    """There a docstring is asked for."""
    assert Habit(documented, of).is_kept
