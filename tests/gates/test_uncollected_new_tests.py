"""What to do about a new test that pytest did not collect, and about one that was deselected."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.verify_fail.newness import ToBeRed
from tests.fakes import run_of

NEW = TestId("tests/test_tax.py", "test_tax")
WANTED = ToBeRed(frozenset({NEW}), {}, {}, frozenset({NEW}))


def test_a_test_that_was_not_collected_wants_another_place() -> None:
    """As when the gate was started in `src`; no marker is in the way."""
    (found,) = WANTED.not_run((), run_of(), "")

    assert found.next_step == (
        "run the gate without paths, in the folder with pytest's settings; "
        "where that does not help, pytest --collect-only tests/test_tax.py says more"
    )


@pytest.mark.tdd_pins("the other side: so it was")
def test_a_test_that_was_deselected_wants_the_option_away() -> None:
    """The rule says so."""
    (found,) = WANTED.not_run((), run_of(deselected=("tests/test_tax.py::test_tax",)), "")

    assert not found.next_step
