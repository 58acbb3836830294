"""A test that an error is an exception asks for a class that is missing: every stand-in of a class is one."""

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
HEAD = "import pytest\nfrom shop import errors\nfrom shop.errors import Old, PageError as Bad, parse\n\n\n"
TEST = TestId(PATH, "test_kind")
MISSING = ("shop.errors.PageError", "shop.errors.parse", "shop.errors.Late")


def checked(source: str, missing: tuple[str, ...] = MISSING) -> NullCheck:
    """The result for a test with this source, which passes with every stand-in and uses none."""
    case = case_of(FakeRepository([{}], {PATH: HEAD + source}))
    scene = Scene(LAYOUT, None, data_flow_of(case.repository, LAYOUT))
    passed = [replace(seen(str(TEST)), mode=mode) for mode in MODES]
    return null_check_of([TEST], run_of(*passed, filled=missing), scene, case)


@pytest.mark.parametrize(
    "source",
    [
        "def test_kind():\n    assert issubclass(Bad, Exception)\n",
        "def test_kind():\n    assert issubclass(errors.Late, Exception)\n",
        "def test_kind():\n    assert isinstance(Bad('x'), Exception)\n",
        "def test_kind():\n    from shop.errors import Late\n    assert issubclass(Late, BaseException)\n",
        "@pytest.mark.parametrize('kind', [Bad, Old])\ndef test_kind(kind):\n    assert issubclass(kind, Exception)\n",
    ],
    ids=["name", "attribute", "instance", "inner-import", "cases"],
)
def test_a_missing_error_is_asked_for(source: str) -> None:
    """No other class of that name satisfies the test."""
    assert checked(source) == NullCheck()


@pytest.mark.tdd_pins("refused today, and has to be")
@pytest.mark.parametrize(
    "source",
    [
        "def test_kind():\n    assert issubclass(Old, Exception)\n",
        "def test_kind():\n    assert callable(parse)\n",
        "def test_kind():\n    assert issubclass(Bad, object)\n",
        "def test_kind():\n    assert Bad\n    issubclass(Bad, Exception)\n",
    ],
    ids=["there", "callable", "object", "unasserted"],
)
def test_what_is_there_or_could_be_anything_is_not(source: str) -> None:
    """Another name of the file is missing, or any code would do."""
    assert checked(source) == NullCheck(unrelated=frozenset({TEST}))
