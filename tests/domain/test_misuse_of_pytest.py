"""Mistakes that pytest or Python names: they are the test's, and nothing that an installation mends."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.blame import Blame, Scene, blame_of
from pytest_tddgate.domain.run.observation import ExceptionSeen, Frame, TestId
from tests.fakes import LAYOUT

FILE, OTHER = "tests/test_cart.py", "tests/unit/test_cart.py"
SCENE = Scene(LAYOUT, TestId(FILE, "test_it"), lambda _: None)
FAILED = ("builtins.Failed", "_pytest.outcomes.OutcomeException")
PARENT = "attempted relative import with no known parent package"
SCOPE = "ScopeMismatch: You tried to access the function scoped fixture cart with a session scoped request object."


def blamed(classes: tuple[str, ...], message: str, *frames: Frame) -> Blame:
    """The blame for such an exception."""
    return blame_of(ExceptionSeen(classes, message, frames), SCENE)


def test_a_fixture_of_a_wider_scope_is_a_broken_test() -> None:
    """Its name and the two scopes are what can be changed."""
    found = blamed(FAILED, f"{SCOPE} Requesting fixture stack:\n{FILE}:3:  def shop(cart)")

    assert (found.rule, found.what) == ("broken-test", f"uses pytest wrongly: {SCOPE}")
    assert found.next_step == "give the fixture cart the scope session, or the one that asks for it the scope function"


def test_two_test_files_of_one_name_are_a_broken_test() -> None:
    """Both are named."""
    mismatch = ("_pytest.pathlib.ImportPathMismatchError", "builtins.ImportError")
    found = blamed(mismatch, f"('test_cart', '/shop/{OTHER}', PosixPath('/shop/{FILE}'))")

    assert (found.rule, found.what) == ("broken-test", f"has the module name of another file: {OTHER}")
    assert found.next_step == "rename one of them, or set --import-mode=importlib in pytest's settings"


@pytest.mark.parametrize("message", [PARENT, "attempted relative import beyond top-level package"])
def test_a_relative_import_in_a_test_without_a_package_is_a_broken_test(message: str) -> None:
    """No package can be installed for it."""
    found = blamed(("builtins.ImportError",), message, Frame(f"/shop/{FILE}", 1, "<module>"))

    assert (found.rule, found.what) == ("broken-test", f"is in no package, or not so deep in one: {message}")
    assert found.next_step == "import it by its whole name"


@pytest.mark.tdd_pins("the subject's own imports are judged as they were")
def test_a_relative_import_in_the_subject_is_no_fault_of_the_test() -> None:
    """It is the subject that is in no package."""
    assert (
        blamed(("builtins.ImportError",), PARENT, Frame("/shop/src/shop/cart.py", 1, "<module>")).rule != "broken-test"
    )


def test_an_expected_failure_that_passes_does_not_run() -> None:
    """As one that pytest's own marker expects."""
    found = blamed(FAILED, "Unexpected success", Frame("/usr/lib/_pytest/unittest.py", 1, "fail"))

    assert (found.rule, found.what) == ("not-run", "is expected to fail, and passes")
    assert found.next_step == "take @unittest.expectedFailure away"
