"""What the audit is given: history, a bench on which commits are laid out and run, and what the user asked for."""

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
    """Lays commits out, one at a time, for whoever wants to read or run them: see `session/audit/workbench.py`."""

    def snapshot(self, commit: str) -> Snapshot:
        """The files of a commit (its id)."""

    def read_only(self, snapshot: Snapshot) -> Case:
        """A case over the snapshot that cannot run anything."""

    def show(self, snapshot: Snapshot) -> Case:
        """A case over the snapshot, which is laid out now; what was laid out before is gone."""

    def written(self) -> Mapping[str, bool]:
        """Path -> whether it has the bytes that were laid out, of each file that was written since, or is gone."""


@dataclass(frozen=True, slots=True)
class AuditCase:
    """One audit of one range.

    `settings` and `audit` are the base's. `is_static` keeps the audit from running anything. `tell` is called with a
    few words when a step begins. `has_edits` says whether the work tree holds something that is not committed.
    `left_out` are the installed plugins that the base's lock file does not name. `replays` makes the replays of these
    features elsewhere, in order; None: they are made here, one after the other. `mended` says what cannot be read of
    the base's settings, where the range mends them and nothing else: then the settings are the defaults.
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
    mended: str = ""

    @property
    def contract_tests(self) -> dict[TestId, LockedTest]:
        """The tests of every contract; one that several contracts hold counts as the last of them has it."""
        return forms_in_force(self.range.registry.contracts.values())

    @property
    def proven_tests(self) -> tuple[TestId, ...]:
        """The tests of the new contracts that were red: no pins, and no declared amendments that stayed green."""
        return tuple(test for locked in self.range.new.values() for test in locked.contract.asking)
