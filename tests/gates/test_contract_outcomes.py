"""What a green run has to show of each test of a contract."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.contract import LockedTest
from pytest_tddgate.domain.run.observation import CollectError, ExceptionSeen, RunSeen, TestId
from pytest_tddgate.gates.green.contract_outcomes import contract_findings, failing_others
from tests.fakes import LAYOUT, run_of, seen

FILE = "tests/test_discount.py"
NODE = f"{FILE}::test_discount"
TEST = TestId(FILE, "test_discount")
WHOLE = LockedTest(TEST, "missing")
CASES = LockedTest(TEST, "missing", ("low", "high"))


def told(locked: LockedTest, run: RunSeen) -> list[str]:
    """Each finding as its rule and its words."""
    return [f"{each.rule.id}: {each.what}" for each in contract_findings([locked], run, LAYOUT)]


def test_a_test_that_passed_is_green() -> None:
    """Nothing is said of it."""
    assert told(WHOLE, run_of(seen(NODE))) == []


def test_each_locked_case_has_to_pass() -> None:
    """More cases than were locked do not matter."""
    low, high, more = (seen(f"{NODE}[{case}]") for case in ("low", "high", "more"))

    assert told(CASES, run_of(low, high, more)) == []
    assert told(CASES, run_of(low)) == [f"test-missing: {NODE} ran without 1 of its 2 cases: [high]"]


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("skipped", f"not-run: {NODE} was skipped: no reason given"),
        ("xfailed", f"not-run: {NODE} was xfailed: no reason given"),
        ("xpassed", f"not-run: {NODE} was xpassed: no reason given"),
        ("hung", f"not-green: {NODE} did not end in time"),
        ("failed", f"not-green: {NODE} failed in call: AssertionError: it does not hold"),
    ],
)
def test_whatever_is_no_pass_is_a_finding(outcome: str, words: str) -> None:
    """A skip shows nothing, and so does an expected failure."""
    assert told(WHOLE, run_of(seen(NODE, outcome))) == [words]


def test_a_test_that_was_never_reported_is_missing() -> None:
    """Where it was deselected, that is said."""
    assert told(WHOLE, run_of()) == [
        (
            f"test-missing: {NODE} was never reported: not collected (paths, --ignore, collect_ignore), "
            "or dropped by a plugin or conftest"
        )
    ]
    assert told(WHOLE, run_of(deselected=(NODE,))) == [
        f"test-missing: {NODE} was deselected (-k, -m, --deselect, addopts, or a conftest)"
    ]


def test_a_file_that_cannot_be_imported_is_one_finding() -> None:
    """However many of its tests are locked."""
    error = CollectError(FILE, ExceptionSeen(("builtins.ImportError",), "no module named shop.discount"))

    assert told(WHOLE, run_of(collect_errors=(error,))) == [
        (
            f"not-green: 1 contract test cannot run, because {FILE} cannot be imported: "
            "ImportError: no module named shop.discount"
        )
    ]


def test_tests_beside_the_contract_that_fail_are_told_apart() -> None:
    """A skip is no failure."""
    other, skipped = seen("tests/test_cart.py::test_total", "failed"), seen("tests/test_cart.py::test_tax", "skipped")

    assert failing_others(run_of(seen(NODE, "failed"), other, skipped), {TEST}) == [other]
