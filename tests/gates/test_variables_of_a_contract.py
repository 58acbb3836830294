"""What green says of code that asks for a variable of the run, as the contract's tests set it or not."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.implementation.examined import Implementation
from pytest_tddgate.gates.implementation.made_for_tests import awareness_findings
from tests.fakes import FakeRepository, case_of

PLACE, TEST, OTHER = "src/shop/config.py", "tests/test_config.py", "tests/test_other.py"
CODE = "import os\n\n\ndef is_quiet():\n    return bool(os.environ.get({name!r}))\n"
SETS = "def test_quiet(monkeypatch):\n    monkeypatch.setenv({name!r}, 'true')\n    assert is_quiet()\n"


def told(name: str, tests: dict[str, str]) -> list[str]:
    """The findings for a contract of one test file."""
    work = {**tests, PLACE: CODE.format(name=name)}
    implementation = Implementation(
        (TestId(TEST, "test_quiet"),), {PLACE: frozenset(range(1, 9))}, "c0", locked=(TEST,)
    )
    return [each.what for each in awareness_findings(implementation, case_of(FakeRepository([{}], work)))]


def test_what_the_contract_sets_is_its_input() -> None:
    """A setting, as any other argument."""
    assert told("CI", {TEST: SETS.format(name="CI")}) == []


@pytest.mark.tdd_pins("these were refused, and are to be")
@pytest.mark.parametrize(
    ("name", "tests"),
    [
        ("CI", {TEST: "def test_quiet():\n    assert is_quiet()\n"}),
        ("CI", {TEST: "def test_quiet():\n    assert is_quiet()\n", OTHER: SETS.format(name="CI")}),
        ("PYTEST_CURRENT_TEST", {TEST: SETS.format(name="PYTEST_CURRENT_TEST")}),
    ],
    ids=["unset", "by-another-file", "of-pytest"],
)
def test_what_the_contract_does_not_set_is_a_sign_of_the_run(name: str, tests: dict[str, str]) -> None:
    """So is what pytest sets, whoever sets it too."""
    assert told(name, tests) == [f"the code asks for {name}, which a run of tests sets"]
