"""The new tests of a change without a contract: only a run tells which tests of classes pytest collects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.contract import ONLY_NEW, LockedTest
from pytest_tddgate.gates.run.skips import run_here
from pytest_tddgate.gates.verify_fail.newness import is_new_item

if TYPE_CHECKING:
    from collections.abc import Container

    from pytest_tddgate.domain.run.observation import RunSeen, TestId
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.contracts.registry import Locked

__all__ = ["with_collected"]


def with_collected(target: Locked, known: Container[TestId], run: RunSeen, evolution: Evolution, case: Case) -> Locked:
    """The target, with exactly those new tests of classes that the run collected; a contract is returned as it is.

    Inherited tests are added, and tests of classes that only the settings make test classes, unless they are `known`
    from a contract. A missing test stays in the target unless tests of its file were collected but none of its class,
    or unless the run left it out for a good reason.
    """
    if target.contract.feature:
        return target
    items = [each.item for each in run.tests if each.item and case.layout.is_test_file(each.item.test.file)]
    new = {*evolution.new_tests()}
    seen = {item.test: None for item in items if item.test in new or is_new_item(item, evolution, case.layout)}
    files = {item.test.file for item in items}
    classes = {(file, "") for file in files} | {_class_of(item.test) for item in items}
    kept = [each for each in target.contract.tests if each.test.file not in files or _class_of(each.test) in classes]
    held = {each.test for each in kept}
    added = [LockedTest(test, red=ONLY_NEW, cases=None) for test in seen if test not in held and test not in known]
    tests = (*kept, *added)
    return replace(target, contract=replace(target.contract, tests=run_here(tests, run, case) or tests))


def _class_of(test: TestId) -> tuple[str, str]:
    """The file of a test and its class, `""` for a function of the module."""
    return test.file, test.name.rpartition("::")[0]
