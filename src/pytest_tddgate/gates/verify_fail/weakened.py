"""Amended tests that pass because they ask for less: a reason does not make a weaker test a good one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.red.assertions import loses_assertions
from pytest_tddgate.domain.rules.red import WEAKENED_TEST
from pytest_tddgate.domain.verdict import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution

__all__ = ["weakened_findings"]


def weakened_findings(
    by_test: Mapping[TestId, tuple[Finding, ...]], evolution: Evolution, case: Case
) -> tuple[Finding, ...]:
    """A finding for each amended test that passes before and after, and has lost assertions since the base."""
    green = {test: found[0] for test, found in by_test.items() if found and found[0].rule.id == "amended-green"}
    before = case.repository.blobs(evolution.base, {test.file for test in green})
    return tuple(
        Finding(WEAKENED_TEST, f"{test} asserts less than it did at the base", at=found.at)
        for test, found in green.items()
        if loses_assertions(before.get(test.file, b""), case.bytes_of(test.file), test.name)
    )
