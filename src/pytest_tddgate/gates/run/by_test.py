"""The results of a run by test function, with all of its cases."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_tddgate.domain.run.observation import RunSeen, TestId, TestSeen

__all__ = ["cases_by_test", "passed_tests"]


def cases_by_test(run: RunSeen) -> defaultdict[TestId, list[TestSeen]]:
    """The cases of each test that was seen; an empty list for any other test."""
    found: defaultdict[TestId, list[TestSeen]] = defaultdict(list)
    for each in run.tests:
        if each.item is not None:
            found[each.item.test].append(each)
    return found


def passed_tests(run: RunSeen) -> frozenset[TestId]:
    """The tests of which every case ran and passed."""
    return frozenset(
        test for test, cases in cases_by_test(run).items() if all(each.outcome == "passed" for each in cases)
    )
