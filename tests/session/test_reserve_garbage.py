"""What a reserve does with the garbage that was there before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.session.test_reserve import ran, reserve

__all__ = ["reserve"]

if TYPE_CHECKING:
    from pytest_tddgate.session.runs.reserve import Reserve


@pytest.mark.tdd_pins("seen red in the file that it stood in before")
def test_a_run_does_not_look_for_garbage_in_what_was_there_before_it(reserve: Reserve) -> None:
    """Pytest looks for garbage at the end of each run, and finds none among all that it was loaded with."""
    assert ran(reserve, "frozen") == (b'["note", "/a cache frozen"]\n["note", "True"]\n', 3)
