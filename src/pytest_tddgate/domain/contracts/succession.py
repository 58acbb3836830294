"""Whether one contract follows from an earlier one by amendments that name everything that changed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.domain.contracts.contract import Contract

__all__ = ["differences", "follows", "reached_by_amendments", "succeeds"]


def follows(later: Contract, earlier: Contract) -> bool:
    """Whether `later` has all amendments of `earlier`, and new ones that name each differing test, file and setting.

    The new amendments may come first: a merge into a branch writes the branch's own before the others.
    """
    added = Counter(later.amendments) - Counter(earlier.amendments)
    named = {name for amendment in added for name in amendment.changed}
    is_longer = bool(added) and Counter(earlier.amendments) <= Counter(later.amendments)
    is_same_work = (later.feature, sorted(later.missing)) == (earlier.feature, sorted(earlier.missing))
    return is_longer and is_same_work and set(differences(later, earlier)) <= named


def differences(later: Contract, earlier: Contract) -> tuple[str, ...]:
    """Tests (`file::name`), paths and settings that only one of the contracts has, or that differ."""
    tests = _unlike({str(each.test): each for each in later.tests}, {str(each.test): each for each in earlier.tests})
    files = _unlike(later.locked, earlier.locked)
    return tuple(sorted({*tests, *files, *_unlike(later.settings, earlier.settings)}))


def succeeds(contract: Contract, versions: Iterable[Contract | None]) -> bool:
    """Whether amendments lead from the first of these versions to the contract, and it has lost no amendment.

    The versions are a history, oldest first; None stands for a version that cannot be read. If branches amended the
    contract in parallel, a merge has to keep the amendments of each.
    """
    reached = reached_by_amendments(versions)
    follows_some = contract in reached or any(follows(contract, each) for each in reached)
    return follows_some and all(Counter(each.amendments) <= Counter(contract.amendments) for each in reached)


def reached_by_amendments(versions: Iterable[Contract | None]) -> list[Contract]:
    """The versions, oldest first, that follow by amendments from the first readable one."""
    reached: list[Contract] = []
    for version in versions:
        if version is not None and (not reached or any(follows(version, each) for each in reached)):
            reached.append(version)
    return reached


def _unlike(one: Mapping[str, object], other: Mapping[str, object]) -> set[str]:
    return {key for key in {*one, *other} if one.get(key) != other.get(key)}
