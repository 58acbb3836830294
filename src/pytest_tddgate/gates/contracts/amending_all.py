"""An edit of tests of several features: which contracts have to be amended for it, all at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.contracts.amending import intact_contract, with_amendment
from pytest_tddgate.gates.contracts.edits import broken_paths, edits_at, edits_since_head
from pytest_tddgate.gates.contracts.moved_files import with_moved_files
from pytest_tddgate.gates.contracts.registry import registry_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.amending import Amended, AmendmentRequest
    from pytest_tddgate.gates.contracts.registry import Registry

__all__ = ["all_amended"]


def all_amended(asked: AmendmentRequest, case: Case) -> tuple[Amended, ...]:
    """Every contract that the work tree breaks, each with one more amendment, sorted by feature.

    The first amendment also declares all other edits on the test side. Raises Unusable if one of the contracts may not
    be amended, or if none is broken.
    """
    registry = registry_of(case)
    shares = _shares(registry, case)
    if not shares:
        raise Unusable(
            "nothing that a contract locks has changed, and no committed test",
            why="an amendment records what the work tree holds now",
            next_step="edit the test, then run this command again",
        )
    together = replace(asked, together=frozenset(shares))
    others = edits_since_head(case, frozenset[str]().union(*shares.values()))
    made: list[Amended] = []
    for feature, paths in shares.items():
        locked = intact_contract(feature, registry, case)
        edits = (*edits_at(paths, locked, registry, case), *(others if not made else ()))
        edits = with_moved_files(edits, locked, registry, case)
        made.append(with_amendment(locked.contract, edits, together, registry, case))
    return tuple(made)


def _shares(registry: Registry, case: Case) -> Mapping[str, frozenset[str]]:
    """Feature -> the edited paths that its amendment covers, for each contract that has to be amended.

    A path goes to each contract that has tests in it. A path that no contract has tests in, such as a helper, goes to
    only one of the contracts that lock it: the others accept what one contract locks.
    """
    harmed = {feature: broken_paths(locked, registry, case) for feature, locked in sorted(registry.contracts.items())}
    shares: dict[str, set[str]] = {}
    for feature, paths in harmed.items():
        tested = {each.test.file for each in registry.contracts[feature].contract.tests} & paths
        if tested:
            shares[feature] = tested
    for path in sorted(set().union(*harmed.values()) - set().union(*shares.values())):
        features = [feature for feature, paths in harmed.items() if path in paths]
        owner = next((each for each in features if each in shares), features[0])
        shares.setdefault(owner, set()).add(path)
    return {feature: frozenset(shares[feature]) for feature in sorted(shares)}
