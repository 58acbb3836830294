"""Which contract a gate judges, and the options and commands that name one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.contract import ONLY_NEW, Contract, LockedTest, slug_of
from pytest_tddgate.domain.nearest import like, nearest
from pytest_tddgate.domain.reports.status import Status
from pytest_tddgate.errors import CannotDecide
from pytest_tddgate.gates.contracts.home import cd_prefix, folder_of
from pytest_tddgate.gates.contracts.naming import suggested_feature
from pytest_tddgate.gates.contracts.registry import Locked, registry_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.contracts.registry import Registry

__all__ = ["default_of", "option_for", "option_of", "provisional", "target_of"]

_WHY = "this gate is about a feature, and its contract says which"


def target_of(registry: Registry, case: Case) -> Locked:
    """The contract of the feature in work: the named one, the branch's, or the newest.

    Raises CannotDecide if there is none, or if it is judged in another folder of the repository.
    """
    root = case.layout.root
    contracts = registry.within(root).contracts
    if case.feature is not None:
        if case.feature not in registry.contracts:
            hint = nearest(case.feature, contracts) or f" (known: {', '.join(contracts) or 'none'})"
            raise CannotDecide(
                f"there is no contract of the feature {case.feature!r}{hint}",
                why=_WHY,
                next_step=_step_for(case.feature, like(case.feature, contracts), case),
            )
        return _judged_here(registry.contracts[case.feature], case)
    default = default_of(contracts, case)
    if default:
        return _judged_here(contracts[default], case)
    if case.base is None and not registry.findings:
        raise CannotDecide(
            "no contract is locked" + (f" in {root}" if registry.contracts else ""),
            why=_WHY,
            next_step=_step_to_a_contract(case),
        )
    return Locked(Contract(""), case.repository.resolve(case.base or "HEAD"))


def default_of(contracts: Mapping[str, Locked], case: Case) -> str:
    """The feature that is judged if none is named: the branch's, or the newest; empty if there is none."""
    branch = slug_of(case.repository.branch() or "")
    return branch if branch in contracts else next(reversed([*contracts]), "")


def option_of(feature: str, case: Case) -> str:
    """The option with which another command judges the feature that this run was told to judge."""
    if case.feature is None or not feature:
        return ""
    return option_for(feature, registry_of(case).within(case.layout.root).contracts, case)


def option_for(feature: str, contracts: Mapping[str, Locked], case: Case) -> str:
    """The option that makes a command judge this feature; empty if it would do so anyway."""
    return "" if default_of(contracts, case) == feature else f" --tdd-feature={feature}"


def _judged_here(locked: Locked, case: Case) -> Locked:
    """The contract; raises CannotDecide if it has to be judged in another folder."""
    folder, feature = folder_of(locked.contract, case.layout), locked.contract.feature
    if folder == case.layout.root:
        return locked
    option = f" --tdd-feature={feature}" if case.feature is not None else ""
    raise CannotDecide(
        f"{feature} is a feature of {folder or 'the top of the repository'}",
        why="its tests run with the pytest settings of that folder",
        next_step=f"{cd_prefix(folder, case)}pytest --tdd-gate={_gate_of(case)}{option}",
    )


def _step_for(feature: str, meant: str, case: Case) -> str:
    """The next step for a feature without a contract: judge `meant`, the known one with a similar name, or lock it."""
    lock = f"pytest --tdd-gate=lock --tdd-feature={feature}"
    judge = f"pytest --tdd-gate={_gate_of(case)} --tdd-feature={meant}"
    return f"{judge}; or, if it is a new one: {lock}" if meant else lock


def _gate_of(case: Case) -> str:
    """The gate that the command line asks for."""
    words = [word for each in case.args for word in each.split("=", 1)]
    return next((gate for name, gate in pairwise(words) if name == "--tdd-gate"), "green")


def _step_to_a_contract(case: Case) -> str:
    """The next step without a contract: a lock if a test file changed, else what `tddgate status` says."""
    changed = case.repository.tests_changed_since(case.repository.resolve("HEAD"), case.layout)
    if any(case.layout.is_test_file(path) for path in changed):
        return f"pytest --tdd-gate=lock --tdd-feature={suggested_feature(case)}"
    step = Status().next_step
    return f"{step.detail}, then {step.command}"


def provisional(evolution: Evolution, case: Case) -> Locked:
    """A stand-in for a contract if only a base is given: the tests that are new since then have to be green."""
    tests = tuple(
        LockedTest(test, red=ONLY_NEW, cases=None)
        for test in evolution.collectable_tests()
        if case.layout.is_test_file(test.file)
    )
    return Locked(Contract("", tests), evolution.base)
