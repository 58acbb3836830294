"""What one amendment may hold: neither new tests, which nobody saw red, nor tests of another contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    from pytest_tddgate.domain.contracts.contract import Contract
    from pytest_tddgate.gates.contracts.edits import Changes
    from pytest_tddgate.gates.contracts.registry import Registry

__all__ = ["check_scope"]


def check_scope(changes: Changes, contract: Contract, registry: Registry, together: frozenset[str]) -> None:
    """Raise Unusable for a new test, which must be seen red first, and for a test of another contract.

    Contracts that are amended `together` do not count as other contracts.
    """
    own = {each.test for each in contract.tests}
    if new := [test for test in changes.added if test not in own]:
        test = new[0]
        raise Unusable(
            f"{test} is new",
            why="an amendment changes tests that were seen red; a new test was not",
            next_step="remove it and amend, then put it back and run pytest --tdd-gate=lock",
        )
    for feature, other in registry.contracts.items():
        theirs = {each.test for each in other.contract.tests} - own
        foreign = [each for each in changes.changed if each in theirs]
        if feature not in {contract.feature, *together} and foreign:
            raise Unusable(
                f"{foreign[0]} is locked by the contract {feature}",
                why=f"an amendment of {contract.feature} unlocks nothing else",
                next_step=f'restore it, or first: tddgate amend {feature} --reason "…"',
            )
    _check_newer(changes, contract, registry, together)


def _check_newer(changes: Changes, contract: Contract, registry: Registry, together: frozenset[str]) -> None:
    """Raise Unusable for a test that a newer contract holds as well: the newer form of the test counts."""
    shared = {*changes.changed} & {each.test for each in contract.tests}
    order = [*registry.contracts]
    for feature in order[order.index(contract.feature) + 1 :]:
        theirs = sorted(shared & {each.test for each in registry.contracts[feature].contract.tests})
        if theirs and feature not in together:
            raise Unusable(
                f"{theirs[0]} is locked by the contract {feature} too",
                why="the newer contract says what the test has to be",
                next_step='tddgate amend --all --reason "…"',
            )
