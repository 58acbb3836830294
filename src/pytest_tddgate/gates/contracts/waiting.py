"""The locked feature that waits for its code, reported when a gate asks for red tests and there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.reports.moves import Move, Verb
from pytest_tddgate.errors import TddgateError
from pytest_tddgate.gates.contracts.registry import byte_findings, own_file_findings, registry_of
from pytest_tddgate.gates.contracts.target import default_of, option_for

if TYPE_CHECKING:
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.registry import Locked, Registry

__all__ = ["Waiting", "has_code_at", "waiting_feature"]


class Waiting(NamedTuple):
    """A locked feature, its lock commit, the command that runs green for it, and whether its code has been begun."""

    feature: str
    commit: str
    green: str
    is_begun: bool

    @property
    def what(self) -> str:
        """The end of a sentence that says that there are no new tests."""
        since = "" if self.is_begun else ", and nothing has changed since"
        return f"{self.feature} is locked, in commit {self.commit[:10]}{since}"

    @property
    def next_step(self) -> str:
        """The step after the lock."""
        return self.green if self.is_begun else f"write the implementation, then {self.green}"

    @property
    def move(self) -> Move:
        """The same step in a form for machines."""
        return Move(Verb.IMPLEMENT, self.green, self.next_step)


def waiting_feature(case: Case) -> Waiting | None:
    """The named feature, or the one that would be judged next, while its contract is kept; otherwise None.

    A feature that is not named waits only until its code is committed. None, too, if a base was given, or if the
    contracts cannot be read: the gates that need them report that.
    """
    if case.base is not None:
        return None
    try:
        registry = registry_of(case)
        contracts = registry.within(case.layout.root).contracts
        feature = case.feature or default_of(contracts, case)
        if feature not in contracts or _is_harmed(contracts[feature], registry, case):
            return None
        begun, committed = _code_since(contracts[feature], case)
    except TddgateError:
        return None
    if committed and case.feature is None:
        return None
    command = f"pytest --tdd-gate=green{option_for(feature, contracts, case)}"
    return Waiting(feature, contracts[feature].commit, command, begun)


def _is_harmed(locked: Locked, registry: Registry, case: Case) -> bool:
    return bool(
        registry.findings
        or byte_findings(locked, registry, case.repository)
        or own_file_findings(registry, case.repository)
    )


def has_code_at(commit: str, locked: Locked, case: Case) -> bool:
    """Whether product code at this commit differs from that at the contract's lock."""
    return _is_committed(commit, _changed(locked, case), locked, case)


def _code_since(locked: Locked, case: Case) -> tuple[bool, bool]:
    """Whether product code has changed since the lock, and whether some of that is committed."""
    paths = _changed(locked, case)
    return bool(paths), _is_committed("HEAD", paths, locked, case)


def _changed(locked: Locked, case: Case) -> list[str]:
    under = [case.layout.root] if case.layout.root else ()
    changed = case.repository.changed_since(locked.commit, under)
    return [each for each in changed if case.layout.side_of(each) is Side.SUBJECT]


def _is_committed(commit: str, paths: list[str], locked: Locked, case: Case) -> bool:
    return case.repository.blobs(commit, paths) != case.repository.blobs(locked.commit, paths)
