"""The facts that the page is made from: the present contracts, records of runs, and their history in git."""

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

_JUDGES_CODE = "green"
_JUDGES_COMMIT = "audit"


@dataclass(frozen=True, slots=True)
class Revision:
    """A contract as of a commit: the time (ISO 8601, UTC), and the numbers of tests and amendments."""

    commit: str
    at: str
    tests: int
    amendments: int


@dataclass(frozen=True, slots=True)
class PageFacts:
    """All facts for the page.

    `code` and `tree` identify the state of the files, as in `RunRecord`. `revisions` holds each contract's history,
    oldest first. `sources` maps (path, digest of the bytes) to text. `obstacles` kept other facts from being found.
    `feature` and `gate` select the run that the page shows. `folder` is the project's folder below the repository's
    top.
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
    """Whether a run judged the present state: for green the code, for an audit the commit, for others every file."""
    if record.gate == _JUDGES_COMMIT:
        return (record.head, record.folder) == (facts.head, facts.folder)
    if record.gate == _JUDGES_CODE:
        return bool(record.code) and record.code == facts.code
    return record.tree == facts.tree if record.tree else record.head == facts.head
