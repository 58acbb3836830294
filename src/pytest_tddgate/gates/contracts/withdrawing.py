"""Withdraws a feature: its contract stays as a record without tests, which gives the reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.contract import Amendment, contract_path
from pytest_tddgate.domain.contracts.succession import differences, reached_by_amendments
from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.contracts.amending import Amended
from pytest_tddgate.gates.contracts.records import versions_of
from pytest_tddgate.gates.contracts.registry import contract_in, registry_of
from pytest_tddgate.gates.contracts.remains_of_withdrawn import code_still_there, tests_still_there

if TYPE_CHECKING:
    from pytest_tddgate.domain.contracts.contract import Contract
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.registry import Registry

__all__ = ["withdrawn"]


def withdrawn(feature: str, reason: str, case: Case) -> Amended:
    """The contract of the feature without its tests, and the paths that its commit holds beside it.

    Raises Unusable if there is no such contract, or if its tests or the code that they asked for still exist.
    """
    contract = _last(feature, registry_of(case), case)
    if tests := tests_still_there(contract, case.repository):
        raise Unusable(
            f"{tests[0]} is still there",
            why="a test without a contract can be edited unseen",
            next_step=f"take the tests of {feature} out of {tests[0].file}, then run this command again",
        )
    if code := code_still_there(contract.missing, case):
        raise Unusable(
            f"{code[0]} is there",
            why=f"{feature} asked for it: code that stays needs its contract",
            next_step="take the code out, then run this command again",
        )
    empty = replace(contract, tests=(), files={}, harness={})
    amendment = Amendment(reason, differences(empty, contract))
    own = {*contract.files, *contract.harness}
    head = case.repository.resolve("HEAD")
    paths = tuple(path for path in case.repository.changed_since(head) if path in own)
    return Amended(replace(empty, amendments=(*contract.amendments, amendment)), paths)


def _last(feature: str, registry: Registry, case: Case) -> Contract:
    """The present contract; if it was removed already, by a revert, its last version."""
    if feature in registry.withdrawn:
        raise Unusable(
            f"{feature} is withdrawn",
            why="its contract has no test to withdraw",
            next_step="tddgate status shows every feature",
        )
    path = contract_path(feature)
    gone = [each for each in registry.findings if each.at and each.at.path == path]
    if feature in registry.contracts or not gone:
        return contract_in(registry, feature, why="only a locked feature can be withdrawn").contract
    history = case.repository.commits_of(path)
    versions = versions_of(path, feature, case.repository) if history else {}
    reached = reached_by_amendments(versions.values())
    if not reached:
        raise Unusable(gone[0].what, why="it cannot be read", next_step=gone[0].first_step)
    return reached[-1]
