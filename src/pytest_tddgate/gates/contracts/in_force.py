"""The form of a locked test that counts, where several contracts hold the test and have it otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.contracts.contract import LockedTest
    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.gates.contracts.registry import Locked

__all__ = ["forms_in_force"]


def forms_in_force(contracts: Iterable[Locked]) -> dict[TestId, LockedTest]:
    """The tests of these contracts, oldest lock first; one that several hold is as the last of them has it."""
    found: dict[TestId, tuple[Locked, LockedTest]] = {}
    for locked in contracts:
        for each in locked.contract.tests:
            known = found.get(each.test)
            if known is None or _replaces((locked, each), known):
                found[each.test] = locked, each
    return {test: each for test, (_, each) in found.items()}


def _replaces(later: tuple[Locked, LockedTest], earlier: tuple[Locked, LockedTest]) -> bool:
    """Whether the later of two forms is the one that counts.

    Where one commit brought both contracts, by a squash for instance, their order says nothing: the contract that took
    cases away has an amendment that names the test, and one that added some needs none.
    """
    (locked, form), (before, known) = later, earlier
    if locked.commit != before.commit or form.cases is None or _amends(locked, form.test):
        return True
    return not _amends(before, form.test) and set(form.cases) >= set(known.cases or ())


def _amends(locked: Locked, test: TestId) -> bool:
    return any(str(test) in each.changed for each in locked.contract.amendments)
