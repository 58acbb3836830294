"""Which form of a locked test counts if several contracts hold the test in different forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.contracts.contract import LockedTest
    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.gates.contracts.registry import Locked

__all__ = ["forms_in_force"]


def forms_in_force(contracts: Iterable[Locked]) -> dict[TestId, LockedTest]:
    """The tests of these contracts, oldest lock first; a test that several of them hold has the form of the last."""
    found: dict[TestId, tuple[Locked, LockedTest]] = {}
    for locked in contracts:
        for each in locked.contract.tests:
            known = found.get(each.test)
            if known is None or _replaces((locked, each), known):
                found[each.test] = locked, each
    return {test: each for test, (_, each) in found.items()}


def _replaces(later: tuple[Locked, LockedTest], earlier: tuple[Locked, LockedTest]) -> bool:
    """Whether the later of two forms counts.

    If one commit brought both contracts, by a squash for instance, their order says nothing. Then a contract that
    removed cases has an amendment that names the test; one that added cases needs none.
    """
    (locked, form), (before, known) = later, earlier
    if locked.commit != before.commit or form.cases is None or _amends(locked, form.test):
        return True
    return not _amends(before, form.test) and set(form.cases) >= set(known.cases or ())


def _amends(locked: Locked, test: TestId) -> bool:
    return any(str(test) in each.changed for each in locked.contract.amendments)
