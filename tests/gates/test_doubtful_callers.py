"""A caller's name that fits no test is advice in the verdict, too: the settings give a rule its level."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.configuration.settings import Settings
from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.case import leveled
from pytest_tddgate.gates.implementation.examined import Implementation
from pytest_tddgate.gates.implementation.made_for_tests import awareness_findings
from tests.fakes import FakeRepository, case_of

PLACE, TEST = "src/shop/vault.py", "tests/test_parse.py"
CODE = "import sys\n\n\ndef f(x):\n    return [x] if sys._getframe(1).f_globals['__name__'] == {name!r} else []\n"


def levels(name: str, **rules: Level) -> list[Level]:
    """The levels of the findings about code that asks for this name, under these settings."""
    work = {TEST: "def test_it():\n    assert f(1)\n", PLACE: CODE.format(name=name)}
    implementation = Implementation((TestId(TEST, "test_it"),), {PLACE: frozenset(range(1, 9))}, "c0", locked=(TEST,))
    found = awareness_findings(implementation, case_of(FakeRepository([{}], work)))
    settings = Settings(rules=dict.fromkeys(("test-aware",), *rules.values()) if rules else {})
    return [each.level for each in leveled(found, settings)]


def test_code_that_knows_another_module_is_worth_a_look() -> None:
    """A function that only its friends may call."""
    assert levels("shop.pay") == [Level.ADVISE]


@pytest.mark.tdd_pins("holds today, and has to")
def test_a_test_as_caller_is_refused() -> None:
    """It must not get an answer of its own."""
    assert levels("test_parse") == [Level.REFUSE]


@pytest.mark.tdd_pins("holds today, and has to")
@pytest.mark.parametrize(("level", "shown"), [(Level.REFUSE, [Level.REFUSE]), (Level.OFF, [])])
def test_the_settings_have_the_last_word(level: Level, shown: list[Level]) -> None:
    """As for the rest of the rules."""
    assert levels("shop.pay", rule=level) == shown
