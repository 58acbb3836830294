"""Options with which pytest sets tests up and runs none of them: nothing is known about the existing tests."""

from __future__ import annotations

import pytest

from pytest_tddgate.gates.run.selection import missing_tests
from pytest_tddgate.session.child.asked import asked_to_leave_out
from tests.fakes import FakeRepository, case_of, run_of, seen

OPTIONS = ["--setup-plan", "--setup-only"]


@pytest.mark.parametrize("option", OPTIONS)
def test_the_run_says_that_it_was_asked(option: str, pytester: pytest.Pytester) -> None:
    """By the option's own name."""
    assert asked_to_leave_out(pytester.parseconfig(option)) == [option]


@pytest.mark.parametrize("option", OPTIONS)
def test_a_run_that_only_sets_tests_up_decides_nothing(option: str) -> None:
    """Each test was there, and no test has passed."""
    files = {"tests/test_cart.py": "def test_it():\n    assert 1\n"}
    case = case_of(FakeRepository([files], files), args=(option,), directory="/shop")

    (fact,) = missing_tests(run_of(seen("tests/test_cart.py::test_it"), asked=(option,)), "c0", case)

    assert (fact.what, fact.next_step) == (f"{option} runs no test", f"run the gate without {option}")
