"""A range of commits in memory, as an audit asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.configuration.audit_settings import AuditSettings
from pytest_tddgate.domain.configuration.settings import Settings
from pytest_tddgate.gates.audit.case import AuditCase
from pytest_tddgate.gates.audit.range import range_of
from pytest_tddgate.gates.audit.records import record_findings
from pytest_tddgate.gates.change.evolution import evolution_since
from tests.fakes import FakeRepository, case_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pytest_tddgate.domain.contracts.snapshot import Snapshot
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case

__all__ = ["FakeHistory", "findings_of_records"]


@dataclass
class FakeHistory(FakeRepository):
    """The commits of a fake repository, with what only an audit asks; all are by one author, and unsigned."""

    is_shallow: bool = False
    signed: frozenset[str] = frozenset()

    def count(self, revisions: str) -> int:
        """How many there are."""
        return len(self.numbers(revisions))

    def touches(self, under: str, revisions: str) -> Mapping[str, tuple[str, ...]]:
        """The commits of these that changed each path."""
        wanted = {f"c{number}" for number in self.numbers(revisions)}
        paths = sorted({path for files in self.history for path in files if path.startswith(under)})
        found = {path: tuple(each for each in self.commits_of(path) if each in wanted) for path in paths}
        return {path: commits for path, commits in found.items() if commits}

    def parent_of(self, commit: str) -> str | None:
        """The commit before."""
        number = self.numbers(commit)[-1]
        return f"c{number - 1}" if number else None

    def times_of(self, commits: Iterable[str]) -> Mapping[str, str]:
        """One a minute."""
        return {each: f"2026-01-01T00:{self.numbers(each)[-1]:02}:00Z" for each in commits}

    def author_of(self, commit: str) -> str:
        """Always the same."""
        self.resolve(commit)
        return "Ada <ada@example.com>"

    def is_signed(self, commit: str, signers: bytes) -> bool:
        """As the test says."""
        return bool(signers) and commit in self.signed

    def remember(self, paths: Mapping[str, Iterable[str]]) -> None:
        """Everything is at hand."""

    def parents(self, revisions: str) -> Mapping[str, tuple[str, ...]]:
        """One each, newest first."""
        return {f"c{number}": (f"c{number - 1}",) if number else () for number in reversed(self.numbers(revisions))}

    def brought(self, commits: Iterable[str]) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """What each commit has that the one before had not."""
        found = {}
        for commit in commits:
            entries = self.entries(commit)
            found[commit] = tuple((path, entries[path][1]) for path in sorted(self.touched_by(commit) & entries.keys()))
        return found

    def objects(self, object_ids: Iterable[str]) -> Sequence[bytes | None]:
        """Found again by their digests."""
        every = [(f"c{number}", path) for number, files in enumerate(self.history) for path in files]
        known = {self.entries(commit, [path])[path][1]: self.blobs(commit, [path])[path] for commit, path in every}
        return [known.get(each) for each in object_ids]

    def meanings(self, revision: str) -> Mapping[str, str]:
        """A name has one."""
        return {f"refs/heads/{revision}": self.resolve(revision)}

    def messages(self, commits: Iterable[str]) -> Mapping[str, str]:
        """They say nothing."""
        return dict.fromkeys(commits, "a commit")


class NoBench:
    """Nothing is laid out."""

    def snapshot(self, commit: str) -> Snapshot:
        """Nobody may ask."""
        raise AssertionError(commit)

    def read_only(self, snapshot: Snapshot) -> Case:
        """Nobody may ask."""
        raise AssertionError(snapshot)

    def show(self, snapshot: Snapshot) -> Case:
        """Nobody may ask."""
        raise AssertionError(snapshot)

    def written(self) -> Mapping[str, bool]:
        """Nobody may ask."""
        raise AssertionError


def findings_of_records(history: FakeHistory, audit: AuditSettings | None = None) -> tuple[Finding, ...]:
    """What an audit of the commits after the first finds in the records, without a run."""
    span = range_of(history, "c0")
    given = AuditCase(history, NoBench(), span, Settings(), audit or AuditSettings(), is_static=True, tell=_listen)
    head = case_of(FakeHistory(history.history, dict(history.history[-1])))
    return record_findings(given, evolution_since(span.fork, head, with_subject=True), head)


def _listen(step: str) -> None:
    assert step
