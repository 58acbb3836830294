"""Contract tests that were deselected, in a project below the top: pytest names them from its rootdir."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.contracts.contract import LockedTest
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.green.contract_outcomes import contract_findings
from tests.fakes import LAYOUT, run_of, seen

NODE = "tests/test_discount.py::test_discount"
TEST = TestId("app/tests/test_discount.py", "test_discount")


def told(cases: tuple[str, ...] | None, *ran: str, deselected: str) -> list[str]:
    """What is found of the test, of which these cases ran and passed."""
    tests = [seen(f"{NODE}[{case}]") for case in ran]
    own = [replace(each, item=replace(each.item, test=TEST)) for each in tests if each.item]
    run = run_of(*own, deselected=(deselected,))
    below = replace(LAYOUT, root="app")
    return [each.what for each in contract_findings([LockedTest(TEST, "missing", cases)], run, below)]


def test_a_case_that_was_deselected_is_missing_where_cases_were_not_listed() -> None:
    """It may be the one that fails."""
    assert told(None, "low", deselected=f"{NODE}[high]") == [f"{NODE}[high] was deselected"]


def test_a_test_that_was_deselected_is_told_as_such() -> None:
    """And not as one that a plugin dropped."""
    (what,) = told((), deselected=NODE)

    assert what.startswith(f"{TEST} was deselected")


@pytest.mark.parametrize("other", ["old/tests/test_discount.py::test_discount", "tests/test_tax.py::test_discount"])
def test_another_test_of_that_name_says_nothing(other: str) -> None:
    """It is another file's."""
    assert told(None, "low", deselected=f"{other}[high]") == []
