"""What an audit needs to read and run commits, as a protocol; `session/audit/workbench.py` implements it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.domain.contracts.snapshot import Snapshot
    from pytest_tddgate.gates.case import Case

__all__ = ["Bench"]


class Bench(Protocol):
    """Lays commits out, one at a time, to be read or run."""

    def snapshot(self, commit: str) -> Snapshot:
        """The files of the commit with this id."""

    def read_only(self, snapshot: Snapshot) -> Case:
        """A case over the snapshot that cannot run anything."""

    def show(self, snapshot: Snapshot) -> Case:
        """A case over the snapshot, which is laid out in place of what was laid out before."""

    def written(self) -> Mapping[str, bool]:
        """Path -> whether it has the bytes that were laid out, for each file that was written or removed since."""
