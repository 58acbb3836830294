"""A test that raises a missing error itself asks for a class of exceptions: every stand-in of a class is one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.red.blame import Scene
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.verify_fail.judged import data_flow_of
from pytest_tddgate.gates.verify_fail.null_implementation import NullCheck, null_check_of
from pytest_tddgate.session.child.standins import MODES
from tests.fakes import LAYOUT, FakeRepository, case_of, run_of, seen

PATH = "tests/test_errors.py"
HEAD = "import pytest\nfrom shop import errors\nfrom shop.errors import Old, PageError, parse\n\n\ndef test_it():\n"
TEST = TestId(PATH, "test_it")


def checked(*lines: str) -> NullCheck:
    """The result for a test with these lines, which passes with every stand-in and uses none."""
    source = HEAD + "".join(f"    {each}\n" for each in lines)
    case = case_of(FakeRepository([{}], {PATH: source}))
    scene = Scene(LAYOUT, None, data_flow_of(case.repository, LAYOUT))
    passed = [replace(seen(str(TEST)), mode=mode) for mode in MODES]
    missing = ("shop.errors.PageError", "shop.errors.parse")
    return null_check_of([TEST], run_of(*passed, filled=missing), scene, case)


@pytest.mark.parametrize("raised", ["PageError", "PageError('x')", "errors.PageError(3)"])
def test_a_missing_error_that_the_test_raises_is_asked_for(raised: str) -> None:
    """Only an exception can be raised."""
    assert checked("with pytest.raises(PageError):", f"    raise {raised}") == NullCheck()


@pytest.mark.tdd_pins("refused today, and has to be")
@pytest.mark.parametrize("raised", ["Old('x')", "ValueError(PageError)"])
def test_another_error_is_not(raised: str) -> None:
    """It is there already."""
    assert checked("with pytest.raises(Exception):", f"    raise {raised}").unrelated == {TEST}
