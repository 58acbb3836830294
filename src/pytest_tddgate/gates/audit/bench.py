"""What an audit needs to see and to run commits, as a protocol: `session/audit/workbench.py` gives it the real one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.domain.contracts.snapshot import Snapshot
    from pytest_tddgate.gates.case import Case

__all__ = ["Bench"]


class Bench(Protocol):
    """Lays commits out, one at a time, for whoever wants to read or run them."""

    def snapshot(self, commit: str) -> Snapshot:
        """The files of a commit (its id)."""

    def read_only(self, snapshot: Snapshot) -> Case:
        """A case over the snapshot that cannot run anything."""

    def show(self, snapshot: Snapshot) -> Case:
        """A case over the snapshot, which is laid out now; what was laid out before is gone."""

    def written(self) -> Mapping[str, bool]:
        """Path -> whether it has the bytes that were laid out, of each file that was written since, or is gone."""
