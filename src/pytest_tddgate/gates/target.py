"""Which contract green is judged against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.contract import ONLY_NEW, Contract, LockedTest, slug_of
from pytest_tddgate.domain.status import Status
from pytest_tddgate.errors import CannotDecide
from pytest_tddgate.gates.contracts import Locked
from pytest_tddgate.gates.naming import suggested_feature

if TYPE_CHECKING:
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts import Registry
    from pytest_tddgate.gates.evolution import Evolution

__all__ = ["provisional", "target_of"]

_WHY = "this gate is about a feature, and its contract says which"


def target_of(registry: Registry, case: Case) -> Locked:
    """The contract of the feature in work: the one that is named, the branch's, or the newest."""
    root = case.layout.root
    contracts = registry.within(root).contracts
    if case.feature is not None:
        if case.feature not in contracts:
            known = ", ".join(contracts) or "none"
            raise CannotDecide(
                f"there is no contract of the feature {case.feature!r} (known: {known})",
                why=_WHY,
                next_step=f"pytest --tdd-gate=lock --tdd-feature={case.feature}",
            )
        return contracts[case.feature]
    branch = slug_of(case.repository.branch() or "")
    if branch in contracts:
        return contracts[branch]
    if contracts:
        return list(contracts.values())[-1]
    if case.base is None and not registry.findings:
        raise CannotDecide(
            "no contract is locked" + (f" in {root}" if registry.contracts else ""),
            why=_WHY,
            next_step=_step_to_a_contract(case),
        )
    return Locked(Contract(""), case.repository.resolve(case.base or "HEAD"))


def _step_to_a_contract(case: Case) -> str:
    """A lock where there is a test file to lock, and else what `tddgate status` says."""
    changed = case.repository.tests_changed_since(case.repository.resolve("HEAD"), case.layout)
    if any(case.layout.is_test_file(path) for path in changed):
        return f"pytest --tdd-gate=lock --tdd-feature={suggested_feature(case)}"
    step = Status().next_step
    return f"{step.detail}, then {step.command}"


def provisional(evolution: Evolution, case: Case) -> Locked:
    """Without a contract, with a base: the tests that are new since then have to be green."""
    tests = tuple(
        LockedTest(test, red=ONLY_NEW, cases=None)
        for test in evolution.new_tests()
        if case.layout.is_test_file(test.file) and "::" not in test.name
    )
    return Locked(Contract("", tests), evolution.base)
