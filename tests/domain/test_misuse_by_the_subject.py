"""Errors of pytest and Python that name a mistake of the test, and are the subject's where it makes the mistake."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.blame import Blame, Red, Scene, blame_of
from pytest_tddgate.domain.run.observation import ExceptionSeen, Frame, TestId
from pytest_tddgate.domain.verdict import Place
from tests.fakes import LAYOUT

FILE = "tests/test_cart.py"
SCENE = Scene(LAYOUT, TestId(FILE, "test_it"), lambda _: None)
PARENT = "attempted relative import with no known parent package"
SCOPE = "ScopeMismatch: You tried to access the function scoped fixture cart with a session scoped request object."
TEST, LOADER = Frame(f"/shop/{FILE}", 4, "test_it"), Frame("/shop/src/shop/loader.py", 9, "load")
LOADED = Frame("/shop/src/shop/cart.py", 1, "<module>")


def mismatch(fixture: str) -> Blame:
    """The blame where a session's fixture of the test asks for this one, which lives as long as one test."""
    message = f"{SCOPE} Requesting fixture stack:\n{FILE}:3:  def s(cart)\nRequested fixture:\n{fixture}:7:  def cart()"
    return blame_of(ExceptionSeen(("builtins.Failed",), message, ()), SCENE)


def imported(*frames: Frame) -> Blame:
    """The blame for an import that needs a package."""
    return blame_of(ExceptionSeen(("builtins.ImportError",), PARENT, frames), SCENE)


def test_the_scope_of_the_subjects_fixture_is_what_the_test_asks_for() -> None:
    """A pytest plugin may be the product."""
    found = mismatch("src/shop/plugin.py")

    assert (found.red, found.rule, found.what) == (Red.RAISED, "", f"Failed: {SCOPE}")
    assert found.at == Place("src/shop/plugin.py", 7)


@pytest.mark.tdd_pins("refused today, and has to be")
@pytest.mark.parametrize("fixture", ["tests/conftest.py", FILE, "../usr/lib/plugin.py"])
def test_the_scope_of_another_fixture_is_not(fixture: str) -> None:
    """It is the tests' own, or another package's."""
    assert mismatch(fixture).rule == "broken-test"


def test_a_module_that_the_subject_loads_without_its_package_is_the_subjects_fault() -> None:
    """No package can be installed for it."""
    found = imported(TEST, LOADER, LOADED)

    assert (found.red, found.what) == (Red.RAISED, f"ImportError: {PARENT}")


@pytest.mark.tdd_pins("refused today, and has to be")
@pytest.mark.parametrize("frames", [(TEST, LOADED), (LOADED,), (TEST,)], ids=["imported", "collected", "own"])
def test_a_module_that_the_test_loads_without_its_package_is_not(frames: tuple[Frame, ...]) -> None:
    """The test asks for it by a wrong name."""
    assert imported(*frames).red is None
