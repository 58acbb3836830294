"""Contract tests that pass in the run and fail in a fork: because of the fork, or because other tests are absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.run.identity import function_of
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.domain.verdict import MissingFact
from pytest_tddgate.gates.run.by_test import passed_tests
from pytest_tddgate.gates.run.validity import run_findings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.implementation.examined import Implementation

__all__ = ["failing_alone_facts"]

_WHY = "it may pass because of another test, or of something that differs between runs, and not because of the code"


def failing_alone_facts(unfit: Iterable[str], implementation: Implementation, case: Case) -> tuple[MissingFact, ...]:
    """A missing fact for each contract test among these node ids that fails without the other tests, forked or not.

    A test may fail in a fork for something that belongs to its process: the id, a thread, a connection. So the
    contracts' tests run once more, neither forked from their own run nor measured, and without the other tests.
    """
    asking = set(implementation.tests)
    doubtful = sorted({function_of(each, case.layout.root) for each in unfit} & asking)
    if not doubtful:
        return ()
    lonely = set(doubtful) - _passed_alone(sorted(asking | {*implementation.contracted}), case)
    return tuple(
        MissingFact(
            f"{test} passes in the whole run, and fails when the contracts' tests run without the others",
            "let the test set up what it needs, and let the code do the same in every run",
            _WHY,
        )
        for test in doubtful
        if test in lonely
    )


def _passed_alone(tests: list[TestId], case: Case) -> frozenset[TestId]:
    """The tests that pass when only these run; none if that run was cut short."""
    run = case.run_tests(Role.CONTROL, tests)
    return frozenset() if run_findings(run) else passed_tests(run)
