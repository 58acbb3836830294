"""What the page is made of: the contracts as they stand, records of runs, and what git says of their history."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.status import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.domain.configuration.waivers import Waiver
    from pytest_tddgate.domain.reports.run_record import RunRecord
    from pytest_tddgate.domain.verdict import MissingFact

__all__ = ["PageFacts", "Revision", "is_of_this_state"]

_OF_THE_CODE = "green"
_OF_A_COMMIT = "audit"


@dataclass(frozen=True, slots=True)
class Revision:
    """A contract as a commit left it: when (ISO 8601, UTC), how many tests it held, and how many amendments."""

    commit: str
    at: str
    tests: int
    amendments: int


@dataclass(frozen=True, slots=True)
class PageFacts:
    """All that is known.

    `code` and `tree` name the state of the files, as `RunRecord` does. `revisions` are those of each contract, oldest
    first. `sources` maps (path, digest of its bytes) to a text. `obstacles` are in the way of knowing more. `feature`
    and `gate` choose what the page is about. `folder` is that of the project below the repository's top.
    """

    project: str
    head: str
    code: str
    tree: str
    made_at: str
    status: Status = field(default_factory=Status)
    records: tuple[RunRecord, ...] = ()
    revisions: Mapping[str, tuple[Revision, ...]] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    sources: Mapping[tuple[str, str], str] = field(default_factory=dict)
    feature: str | None = None
    gate: str | None = None
    obstacles: tuple[MissingFact, ...] = ()
    folder: str = ""


def is_of_this_state(record: RunRecord, facts: PageFacts) -> bool:
    """Whether a run judged what lies there now: green the code, an audit the commit, the others every file."""
    if record.gate == _OF_A_COMMIT:
        return (record.head, record.folder) == (facts.head, facts.folder)
    if record.gate == _OF_THE_CODE:
        return bool(record.code) and record.code == facts.code
    return record.tree == facts.tree if record.tree else record.head == facts.head
