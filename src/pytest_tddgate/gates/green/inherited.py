"""Without a contract, new tests are also those that a new class inherits: only a run tells of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.contract import ONLY_NEW, LockedTest
from pytest_tddgate.gates.verify_fail.newness import is_new_item

if TYPE_CHECKING:
    from collections.abc import Container

    from pytest_tddgate.domain.run.observation import RunSeen, TestId
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.contracts.registry import Locked

__all__ = ["with_inherited"]


def with_inherited(target: Locked, known: Container[TestId], run: RunSeen, evolution: Evolution, case: Case) -> Locked:
    """The target, with the inherited new tests of the run if it is no contract; those that are `known` are in one."""
    if target.contract.feature:
        return target
    inherited = {
        each.item.test: None
        for each in run.tests
        if each.item
        and each.item.test not in known
        and case.layout.is_test_file(each.item.test.file)
        and is_new_item(each.item, evolution, case.layout)
    }
    added = (LockedTest(test, red=ONLY_NEW, cases=None) for test in inherited)
    return replace(target, contract=replace(target.contract, tests=(*target.contract.tests, *added)))
