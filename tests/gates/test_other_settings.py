"""`-c FILE` puts other settings in the place of the project's: they count where the base has them, byte for byte."""

from __future__ import annotations

import pytest

from pytest_tddgate.gates.run.selection import missing_tests
from tests.fakes import FakeRepository, case_of, run_of, seen

CART = "tests/test_cart.py"
INI = "[pytest]\npython_functions = test_it\n"


def told(base: str | None, now: str | None, given: str = "ci/pytest.ini") -> list[str]:
    """What is missing of a run with the settings of `given`, which had this text at the base and has that now."""
    before, files = ({CART: ""} | ({"ci/pytest.ini": each} if each is not None else {}) for each in (base, now))
    case = case_of(FakeRepository([before], files), args=("-c", given), directory="/shop")
    run = run_of(seen(f"{CART}::test_it"), asked=(f"-c {given}",))
    return [f"{each.what}; {each.next_step}" for each in missing_tests(run, "c0", case)]


@pytest.mark.parametrize("base", [None, "[pytest]\n"])
def test_settings_that_the_base_does_not_have_leave_it_undecided(base: str | None) -> None:
    """They can leave any test out, and say so nowhere."""
    what = "the settings of this run are those of ci/pytest.ini, which are not the base's"
    step = "run the gate without -c, or commit ci/pytest.ini first, in a change of its own"

    assert told(base, INI) == [f"{what}; {step}"]


@pytest.mark.parametrize("given", ["/elsewhere/pytest.ini", "../pytest.ini"])
def test_settings_from_outside_leave_it_undecided(given: str) -> None:
    """No commit has them."""
    assert told(INI, INI, given) == [
        f"the settings of this run are those of {given}, which is in no commit; run the gate without -c"
    ]


@pytest.mark.parametrize("given", ["ci/pytest.ini", "./ci/../ci/pytest.ini", "/shop/ci/pytest.ini"])
@pytest.mark.tdd_pins("a run with settings of the base is judged as it was")
def test_settings_of_the_base_are_the_projects_own(given: str) -> None:
    """Some projects keep them in a folder, and always name them."""
    assert told(INI, INI, given) == []
