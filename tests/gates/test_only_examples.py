"""What green and audit say of a table that holds the examples of a contract and nothing else."""

from __future__ import annotations

from pytest_tddgate.domain.configuration.settings import Settings
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.rule import Gate, Level
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.implementation.checks import read_findings
from pytest_tddgate.gates.implementation.examined import Implementation
from tests.fakes import FakeRepository, case_of

TEST = """\
import pytest
from shop.roman import to_int

@pytest.mark.parametrize(("text", "value"), [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14)])
def test_to_int(text, value):
    assert to_int(text) == value
"""
WORDS = 'TABLE = {"I": 1, "IV": 4, "IX": 9, "XIV": 14}\n'
RARE_TEST = TEST.replace('"I"', '"1-3,5"').replace('"IV"', '"2-4,9"').replace(", 1)", ", [1, 2, 3, 5])")
RARE = WORDS.replace('"I": 1', '"1-3,5": [1, 2, 3, 5]').replace('"IV"', '"2-4,9"')


def told(
    source: str = WORDS,
    test: str = TEST,
    base: dict[str, str] | None = None,
    features: tuple[str, ...] = (),
    rules: dict[str, Level] | None = None,
) -> list[tuple[str, str, str]]:
    """Rule, place and next step of what the files of a change show, without the runs."""
    work = {"tests/test_roman.py": test, "src/shop/roman.py": source}
    case = case_of(FakeRepository([base or {}], work), settings=Settings(rules=rules or {}))
    tests = (TestId("tests/test_roman.py", "test_to_int"),)
    implementation = Implementation(tests, {"src/shop/roman.py": frozenset({1})}, "c0", features=features)
    return [(each.rule.id, str(each.at), each.remedy) for each in read_findings(implementation, case)]


def test_the_rule_advises_at_green_and_audit() -> None:
    """An honest table of a finite domain looks the same, so it refuses nothing by itself."""
    known = rule("only-examples")

    assert (known.level, known.gates) == (Level.ADVISE, (Gate.GREEN, Gate.AUDIT))
    assert known.why == "a table of the tested points and a general rule look alike to these tests"


def test_a_table_of_words_is_told_with_the_step_that_would_tell_it_apart() -> None:
    """The step has the names of the function and of the feature in it."""
    ((rule_id, place, step),) = told(features=("roman",))

    assert (rule_id, place) == ("only-examples", "src/shop/roman.py:1")
    assert step == (
        "add an input that has no row to the tests of to_int, then: tddgate amend roman --reason"
        ' "an example that is held out"; nothing, where the inputs are finite (units, colours, status words)'
    )


def test_without_one_feature_the_step_names_a_place_for_it() -> None:
    """Several contracts ask, or none has a name."""
    assert "tddgate amend FEATURE --reason" in told()[0][2]
    assert "tddgate amend FEATURE --reason" in told(features=("roman", "arabic"))[0][2]


def test_a_table_that_is_refused_already_is_not_told_twice() -> None:
    """It is one cause."""
    assert [rule_id for rule_id, _, _ in told()] == ["only-examples"]
    assert [rule_id for rule_id, _, _ in told(RARE, RARE_TEST)] == ["literal-leak"]


def test_what_the_project_had_is_free() -> None:
    """A table that was moved, and names that the documentation explains."""
    assert len(told(base={"README.md": "Numerals.\n"})) == 1
    assert told(base={"src/shop/old.py": WORDS}) == []
    assert told(base={"README.md": "The numerals IV, IX and XIV.\n"}) == []


def test_a_rule_that_is_off_looks_at_nothing() -> None:
    """As every rule."""
    assert len(told(rules={"only-examples": Level.ADVISE})) == 1
    assert told(rules={"only-examples": Level.OFF}) == []
