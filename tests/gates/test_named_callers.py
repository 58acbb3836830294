"""What green says of code that answers by the name of its caller, as the name is one of the tests' or not."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.implementation.examined import Implementation
from pytest_tddgate.gates.implementation.made_for_tests import awareness_findings
from tests.fakes import FakeRepository, case_of

PLACE, TEST = "src/shop/ranges.py", "tests/test_parse.py"
CODE = "import sys\n\n\ndef f(x):\n    return [x] if sys._getframe(1).f_code.co_filename.{asked} else []\n"


def told(asked: str) -> list[tuple[str, Level]]:
    """The findings for a contract of one test file."""
    work = {TEST: "def test_it():\n    assert f(1)\n", PLACE: CODE.format(asked=asked)}
    implementation = Implementation((TestId(TEST, "test_it"),), {PLACE: frozenset(range(1, 9))}, "c0", locked=(TEST,))
    found = awareness_findings(implementation, case_of(FakeRepository([{}], work)))
    return [(each.what, each.level) for each in found]


def test_a_part_of_the_name_of_a_test_file_is_refused() -> None:
    """No other caller of the function has it, as far as anybody knows."""
    assert told("endswith('_parse.py')") == [("the code decides by the name of its caller ('_parse.py')", Level.REFUSE)]


@pytest.mark.parametrize("name", ["IPython/terminal/shell.py", "/src/"])
def test_another_name_is_worth_a_look(name: str) -> None:
    """A library may treat a caller that it knows in a way of its own."""
    assert told(f"count({name!r})") == [(f"the code decides by the name of its caller ({name!r})", Level.ADVISE)]


@pytest.mark.tdd_pins("a limit of what this feature tells, not a part of it")
@pytest.mark.parametrize("name", ["/shop/", "ranges.py", "<string>", "importlib._bootstrap"])
def test_the_names_of_its_own_code_are_free(name: str) -> None:
    """As are those of the interpreter."""
    assert told(f"count({name!r})") == []
