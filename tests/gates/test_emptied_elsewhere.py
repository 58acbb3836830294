"""A function that only another environment defines cannot be missed by a test here."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.mutants.emptied import emptied_of
from pytest_tddgate.domain.run.mutation import MutantSeen
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.implementation.emptied import emptied_findings
from pytest_tddgate.gates.implementation.examined import Implementation
from pytest_tddgate.gates.implementation.mutant_results import MutantResults
from tests.fakes import FakeRepository, case_of

PATH = "src/shop/order.py"
SOURCE = b"""\
try:
    import icu

    def key(text):
        first = icu.first(text)
        second = icu.second(text)
        third = icu.third(text)
        fourth = icu.fourth(text)
        return first, second, third, fourth

except ImportError:

    def key(text):
        return text
"""


def findings(outcome: str) -> tuple[str, ...]:
    """What is said where this came of the emptied function that needs the package."""
    lines = frozenset(range(4, 10))
    emptied = emptied_of(PATH, SOURCE, lines)
    tried = MutantResults({each.id: MutantSeen(each.id, outcome, (), 0) for each in emptied})
    again = MutantResults({each.id: MutantSeen(each.id, "survived", (), 1) for each in emptied})
    implementation = Implementation((TestId("tests/test_order.py", "test_key"),), {PATH: lines}, "c0")
    found = emptied_findings(
        emptied, (), tried, lambda _left: again, {PATH: SOURCE}, implementation, case_of(FakeRepository([{}]))
    )
    return tuple(each.rule.id for each in found)


def test_what_is_not_defined_here_is_not_missed() -> None:
    """No function of this process has that code."""
    assert findings("import") == ()


@pytest.mark.tdd_pins("where it is defined here, a test has to miss it")
def test_what_is_defined_here_is_missed() -> None:
    """The package is installed, and nothing tests what needs it."""
    assert findings("survived") == ("emptied-unnoticed",)
