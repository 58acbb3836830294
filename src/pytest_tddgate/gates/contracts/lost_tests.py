"""Locked tests that their files no longer have: contracts ask for them until an amendment removes them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.belonging import is_within
from pytest_tddgate.domain.contracts.contract import CONTRACTS
from pytest_tddgate.domain.python.syntax import parse_module
from pytest_tddgate.domain.rules.green import EXISTING_TEST_CHANGED, TEST_MISSING
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.contracts.records import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.domain.run.observation import RunSeen, TestId
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.contracts.registry import Locked

__all__ = ["lost_findings", "lost_tests", "removed_locked_findings", "removed_locked_tests"]


def lost_tests(contracts: Iterable[Locked], case: Case, run: RunSeen | None = None) -> dict[TestId, tuple[str, ...]]:
    """Locked test that had a function of its own and has none in the work tree -> the features that lock it.

    Tests that a run has seen are left out: a class may inherit them now.
    """
    seen = _seen(run) if run is not None else frozenset()
    locking: dict[TestId, tuple[str, ...]] = {}
    for locked in contracts:
        for each in locked.contract.tests:
            if each.digest and each.test not in seen:
                locking[each.test] = (*locking.get(each.test, ()), locked.contract.feature)
    functions = {path: _functions(path, case) for path in {test.file for test in locking}}
    return {test: features for test, features in locking.items() if not _is_there(test, functions[test.file])}


def lost_findings(lost: Mapping[TestId, tuple[str, ...]]) -> tuple[Finding, ...]:
    """A finding for each lost test, with the amendment that removes it from its contract."""
    return tuple(
        Finding(
            TEST_MISSING,
            f"{test} is in the contract {features[0]}, and not in {test.file} any more",
            at=Place(test.file),
            next_step=f'tddgate amend {features[0] if len(features) == 1 else "--all"} --reason "…"',
        )
        for test, features in lost.items()
    )


def removed_locked_tests(evolution: Evolution, case: Case) -> dict[TestId, str]:
    """Test that the work tree removes from its file, or renames -> a feature whose contract in HEAD holds it."""
    gone = {*evolution.removed_tests(), *evolution.moved_from.values()}
    if not gone:
        return {}
    head = case.repository.resolve("HEAD")
    records = case.repository.blobs(head, case.repository.files(head, [CONTRACTS]))
    read = (readable(data, PurePosixPath(path).stem) for path, data in records.items())
    contracts = [each for each in read if each is not None and is_within(each, case.layout.root)]
    return {each.test: own.feature for own in contracts for each in own.tests if each.test in gone}


def removed_locked_findings(taken: Mapping[TestId, str], run: RunSeen) -> tuple[Finding, ...]:
    """A finding for each removed test that a contract would still ask for after a lock, unless the test ran."""
    seen = _seen(run)
    return tuple(
        Finding(
            EXISTING_TEST_CHANGED,
            f"{test} is locked by the contract {feature}, and is gone",
            at=Place(test.file),
            next_step="put it back, in a new form if the behaviour is new; or, without the new tests, first:"
            f' tddgate amend {feature} --reason "…"',
        )
        for test, feature in sorted(taken.items())
        if test not in seen
    )


def _seen(run: RunSeen) -> frozenset[TestId]:
    return frozenset(each.item.test for each in run.tests if each.item is not None)


def _functions(path: str, case: Case) -> frozenset[str] | None:
    """The qualified names of the functions in a file; None if it cannot be parsed."""
    try:
        return frozenset(parse_module(case.bytes_of(path)).functions)
    except (SyntaxError, ValueError):
        return None


def _is_there(test: TestId, functions: frozenset[str] | None) -> bool:
    return functions is None or test.name in functions
