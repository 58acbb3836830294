"""What the settings leave out was left out at the base, too; settings that leave more out than the base's do not."""

from __future__ import annotations

import pytest

from pytest_tddgate.gates.run.selection import missing_tests
from tests.fakes import FakeRepository, case_of, run_of, seen

CART = "tests/test_cart.py"
NODE = f"{CART}::test_slow"
SLOW = "-q -m 'not slow'"


def told(before: str | None, now: str, by: str) -> list[str]:
    """What is missing where a test was left out by the settings, which had these `addopts` at the base."""
    base, files = ({CART: "", "pytest.ini": f"[pytest]\naddopts = {each}\n"} for each in (before, now))
    base = base if before is not None else {CART: ""}
    run = run_of(seen(f"{CART}::test_it"), deselected=(NODE,), deselected_by={NODE: by})
    return [each.what for each in missing_tests(run, "c0", case_of(FakeRepository([base], files), directory="/shop"))]


@pytest.mark.parametrize(
    ("before", "now", "by"),
    [
        (None, SLOW, "-m"),
        ("-q", SLOW, "-m"),
        (SLOW, f"{SLOW} -k discount", "-k"),
        (SLOW, f"{SLOW} --deselect={NODE}", "--deselect"),
        (SLOW, "-m 'not slow and not cart'", "-m"),
    ],
)
def test_settings_that_leave_more_out_than_those_of_the_base_leave_it_undecided(
    before: str | None, now: str, by: str
) -> None:
    """A change must not relax its own judge."""
    assert told(before, now, by) == [f"1 test was deselected by {by} in settings that are not the base's"]


@pytest.mark.parametrize(
    ("before", "now", "by"),
    [
        (SLOW, SLOW, "-m"),
        (SLOW, "-ra --strict-markers -n 2 -m 'not slow'", "-m"),
        (f"--deselect {NODE} -p no:randomly", f"--deselect={NODE}", "--deselect"),
        ("-q", SLOW, ""),
    ],
)
@pytest.mark.tdd_pins("honest settings pass as they do")
def test_settings_that_leave_out_what_they_left_out_are_the_bases(before: str, now: str, by: str) -> None:
    """Whatever else they say; and a conftest's own choice is not theirs."""
    assert told(before, now, by) == []
