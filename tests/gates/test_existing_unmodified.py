"""Whether committed tests, and what they use, are as they were."""

from __future__ import annotations

from pytest_tddgate.gates.change.evolution import evolution_since
from pytest_tddgate.gates.change.existing import harness_findings, modification_findings
from tests.fakes import FakeRepository, case_of

CART, HELPER, DATA = "tests/test_cart.py", "tests/conftest.py", "tests/prices.json"
TOTAL = "def test_total():\n    assert sum([1, 2]) == 3\n"


def told(before: dict[str, str], after: dict[str, str], amend: str | None = None) -> list[str]:
    """Each finding about existing tests and their harness, as its rule and its words."""
    case = case_of(FakeRepository([before], after))
    evolution = evolution_since("c0", case)
    found = (*modification_findings(evolution, amend), *harness_findings(evolution, amend, case))
    return [f"{each.rule.id}: {each.what}" for each in found]


def test_an_edited_test_is_a_finding() -> None:
    """It is named with its file."""
    assert told({CART: TOTAL}, {CART: TOTAL.replace("3", "4")}) == [
        f"existing-test-changed: {CART}::test_total is not what it was at the base"
    ]


def test_a_test_beside_it_is_none() -> None:
    """A committed file may grow."""
    assert told({CART: TOTAL}, {CART: TOTAL + "\n\ndef test_more():\n    assert sum([]) == 0\n"}) == []


def test_a_removed_test_is_a_finding() -> None:
    """Whatever became of its file."""
    assert told({CART: TOTAL}, {}) == [
        f"existing-test-changed: {CART}::test_total was removed",
    ]


def test_an_edited_fixture_is_a_finding_and_one_more_in_a_file_of_its_own_is_none() -> None:
    """Existing tests may use the one, and cannot know of the other."""
    fixture = "import pytest\n\n\n@pytest.fixture\ndef price():\n    return 1\n"

    assert told({HELPER: fixture}, {HELPER: fixture.replace("return 1", "return 2")}) == [
        f"harness-changed: {HELPER} changes price"
    ]
    assert told({}, {"tests/prices.py": "PRICE = 1\n"}) == []


def test_edited_data_is_a_finding_and_new_data_is_none() -> None:
    """A test may read what lies beside it."""
    assert told({DATA: "{}"}, {DATA: "[]"}) == [f"harness-changed: {DATA} is not what it was at the base"]
    assert told({}, {DATA: "[]"}) == []


def test_a_declared_amendment_answers_for_all_of_it() -> None:
    """Its reason is in every report; here nothing is refused."""
    assert told({CART: TOTAL, DATA: "{}"}, {CART: TOTAL.replace("3", "4"), DATA: "[]"}, "sums are rounded") == []
