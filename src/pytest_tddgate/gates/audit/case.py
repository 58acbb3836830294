"""The input of an audit: history, a bench that lays commits out and runs them, and what the user asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pytest_tddgate.gates.contracts.in_force import forms_in_force

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pytest_tddgate.domain.configuration.audit_settings import AuditSettings
    from pytest_tddgate.domain.configuration.settings import Settings
    from pytest_tddgate.domain.contracts.contract import LockedTest
    from pytest_tddgate.domain.contracts.snapshot import Snapshot
    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.gates.audit.range import Range
    from pytest_tddgate.gates.audit.red import Replayed
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.ports import History

__all__ = ["AuditCase", "Bench"]


class Bench(Protocol):
    """Lays commits out, one at a time, to be read or run; `session/audit/workbench.py` implements it."""

    def snapshot(self, commit: str) -> Snapshot:
        """The files of the commit with this id."""

    def read_only(self, snapshot: Snapshot) -> Case:
        """A case over the snapshot that cannot run anything."""

    def show(self, snapshot: Snapshot) -> Case:
        """A case over the snapshot, which is laid out in place of what was laid out before."""

    def written(self) -> Mapping[str, bool]:
        """Path -> whether it has the bytes that were laid out, for each file that was written or removed since."""


@dataclass(frozen=True, slots=True)
class AuditCase:
    """One audit of one range.

    `settings` and `audit` are the base's. `is_static` keeps the audit from running anything. `tell` is called with a
    few words when a step begins. `has_edits` says whether the work tree has uncommitted changes. `left_out` are the
    installed plugins that the base's lock file does not name. `replays` makes the replays of these features elsewhere,
    in order; None: they are made here, one after the other. `unreadable_base` says why the base's settings cannot be
    read, if the range does nothing but fix them; the settings are then the defaults.
    """

    history: History
    bench: Bench
    range: Range
    settings: Settings
    audit: AuditSettings
    is_static: bool
    tell: Callable[[str], None]
    has_edits: bool = False
    left_out: tuple[str, ...] = ()
    replays: Callable[[Sequence[str]], Iterable[Replayed]] | None = None
    unreadable_base: str = ""

    @property
    def contract_tests(self) -> dict[TestId, LockedTest]:
        """The tests of every contract; if several contracts hold a test, its form in the last of them counts."""
        return forms_in_force(self.range.registry.contracts.values())

    @property
    def proven_tests(self) -> tuple[TestId, ...]:
        """The tests of the new contracts that were red: neither pins nor declared amendments that stayed green."""
        return tuple(test for locked in self.range.new.values() for test in locked.contract.red_tests)
