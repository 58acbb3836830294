"""Presents a snapshot as a repository, without reading the work tree or the index."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NoReturn

from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.contracts.snapshot import FILE_MODES, LINK_MODE
from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.adapters.git_history import GitHistory
    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.contracts.snapshot import Snapshot

__all__ = ["SnapshotRepository"]


class SnapshotRepository:
    """A repository whose work tree is a snapshot; see `ports.Repository`. Its history ends at the snapshot's commit."""

    refusal = Unusable

    def __init__(self, history: GitHistory, snapshot: Snapshot, top: str) -> None:
        """`history` reads commits and objects; `top` is the absolute path at which the snapshot is laid out."""
        self._history = history
        self._snapshot = snapshot
        self.top = top
        self._read: dict[str, bytes | None] = {}
        whole = {snapshot.commit: snapshot.entries} if snapshot.is_whole else {}
        self._of_commit: dict[str, Mapping[str, tuple[str, str]]] = whole
        self._below: dict[tuple[str, frozenset[str]], Mapping[str, tuple[str, str]]] = {}

    # -- commits

    def resolve(self, revision: str) -> str:
        """The id of the commit that `revision` names; HEAD is the snapshot's commit."""
        return self._snapshot.commit if revision == "HEAD" else self._history.resolve(revision)

    def branch(self) -> str | None:
        """None: a snapshot has no branch."""
        return None

    def upstream(self, other_than: str = "") -> str | None:  # noqa: ARG002 - the port's signature
        """None: whatever was merged is part of the range under audit."""
        return None

    def merge_base(self, one: str, other: str) -> str | None:
        """The best common ancestor of two commits; None if their histories are unrelated."""
        return self._history.merge_base(one, other)

    def is_ancestor(self, one: str, other: str) -> bool:
        """Whether `one` equals `other` or is one of its ancestors."""
        return self._history.is_ancestor(one, other)

    def additions(self, under: str, revisions: str = "HEAD") -> Mapping[str, str]:
        """Path -> the first commit of `revisions` that added it, oldest first; HEAD is the snapshot's commit."""
        return self._history.additions(under, self._snapshot.commit if revisions == "HEAD" else revisions)

    def commits_of(self, path: str) -> tuple[str, ...]:
        """The commits, up to the snapshot's, that changed this path, oldest first."""
        return self._history.commits_of(path, self._snapshot.commit)

    def touched_by(self, commit: str) -> frozenset[str]:
        """The paths that a commit changed, added or removed."""
        return self._history.touched_by(commit)

    def recent(self, commit: str, count: int) -> tuple[frozenset[str], ...]:
        """The paths that each of the last `count` commits up to this one touched, newest first, along first parents."""
        return self._history.recent(commit, count)

    def is_cut_off(self, commit: str) -> bool:
        """Whether a shallow clone ends at this commit."""
        return self._history.is_cut_off(commit)

    def files(self, commit: str, under: Iterable[str] = ()) -> tuple[str, ...]:
        """The paths in the commit, in order."""
        return tuple(self.entries(commit, under))

    def entries(self, commit: str, under: Iterable[str] = ()) -> Mapping[str, tuple[str, str]]:
        """Path -> (mode, object id) of everything in the commit."""
        roots = frozenset(under)
        if commit not in self._of_commit and roots:  # git lists a few of 50,000 files in a tenth of the time
            if (commit, roots) not in self._below:
                self._below[commit, roots] = self._history.entries(commit, (f":(literal){each}" for each in roots))
            return self._below[commit, roots]
        if commit not in self._of_commit:
            self._of_commit[commit] = self._history.entries(commit)
        every = self._of_commit[commit]
        return {path: every[path] for path in _below(roots, every)} if roots else every

    def names_in(self, commit: str, folders: Iterable[str]) -> frozenset[str]:
        """The paths of the files and folders that are directly in these folders (`""` is the top) in the commit."""
        return self._history.names_in(commit, folders)

    def blobs(self, commit: str, paths: Iterable[str]) -> Mapping[str, bytes]:
        """The bytes of those paths that are files in the commit."""
        return self._history.blobs(commit, paths)

    # -- the snapshot, as if it were a work tree

    def listing(self, folder: str) -> tuple[str, ...]:
        """The names of the files and directories in a directory of the snapshot, in order."""
        return tuple(sorted(self._names.get(folder, ())))

    @cached_property
    def _names(self) -> dict[str, set[str]]:
        """Folder -> the names in it."""
        found: dict[str, set[str]] = {}
        for path in self._snapshot.entries:
            parent, _, name = path.rpartition("/")
            while parent not in found:
                found[parent] = {name}
                parent, _, name = parent.rpartition("/")
            if name:
                found[parent].add(name)
        return found

    def read(self, path: str) -> bytes | None:
        """The bytes of a file of the snapshot; None if there is no regular file."""
        if path not in self._read:
            self._fetch([path])
        return self._read[path]

    def has_file(self, path: str) -> bool:
        """Whether the path is a regular file in the snapshot."""
        return self._mode(path) in FILE_MODES

    def is_link(self, path: str) -> bool:
        """Whether the path is a link in the snapshot."""
        return self._mode(path) == LINK_MODE

    def is_behind_link(self, path: str) -> bool:
        """As `is_link`: a commit cannot hold a file behind a link."""
        return self.is_link(path)

    def _mode(self, path: str) -> str:
        return self._snapshot.entries.get(path, ("", ""))[0]

    def entry_here(self, path: str) -> tuple[str, str] | None:
        """(mode, object id) of a file of the snapshot; None if there is no such file."""
        return self._snapshot.entries.get(path)

    def changed_since(self, commit: str, under: Iterable[str] = ()) -> tuple[str, ...]:
        """Paths whose entry differs between the commit and the snapshot: changed, added, removed."""
        roots = frozenset(under)
        if self._snapshot.is_whole:
            found: Iterable[str] = self._history.differing(commit, self._snapshot.commit)
        else:
            before, now = self.entries(commit), self._snapshot.entries
            found = (path for path in before.keys() | now.keys() if before.get(path) != now.get(path))
        changed = _below(roots, found) if roots else list(found)
        self._fetch(changed)
        return tuple(sorted(changed))

    def tests_changed_since(self, commit: str, layout: Layout) -> tuple[str, ...]:
        """As `changed_since`, but only for test files."""
        return tuple(path for path in self.changed_since(commit) if layout.side_of(path) is Side.TEST)

    def look_again(self) -> None:
        """Do nothing: a snapshot does not change."""

    def has_object(self, object_id: str) -> bool:
        """Whether git has an object with this id."""
        return self._history.objects([object_id])[0] is not None

    def untracked(self, under: Iterable[str] = ()) -> tuple[str, ...]:  # noqa: ARG002 - the port's signature
        """Empty: a commit has no untracked files."""
        return ()

    def ignored(self, under: Iterable[str]) -> tuple[str, ...]:  # noqa: ARG002 - the port's signature
        """Empty: a commit has no ignored files."""
        return ()

    def test_side_files(self, layout: Layout) -> tuple[str, ...]:
        """The files of the snapshot that may be on the tests' side."""
        return tuple(path for path in self._snapshot.entries if layout.is_test_side(path))

    def staged(self) -> tuple[str, ...]:
        """Empty: a snapshot has no index."""
        return ()

    def operation_in_progress(self) -> str | None:
        """None: no merge or rebase can be in progress."""
        return None

    def refusal_words(self, problem: Exception) -> str:
        """The problem's message."""
        return str(problem)

    def write(self, files: Mapping[str, bytes | None]) -> NoReturn:
        """Raise Unusable: a snapshot is read-only."""
        raise Unusable(f"a snapshot is read-only ({', '.join(files)})")

    def commit(self, paths: Iterable[str], message: str) -> NoReturn:
        """Raise Unusable: a snapshot takes no commits."""
        raise Unusable(f"a snapshot takes no commits ({len(tuple(paths))} paths, {message[:20]!r})")

    def _fetch(self, paths: list[str]) -> None:
        """Read the bytes of these paths in one call."""
        wanted = {path: self._snapshot.entries.get(path, ("", ""))[:2] for path in paths if path not in self._read}
        files = {path: object_id for path, (mode, object_id) in wanted.items() if mode in FILE_MODES}
        self._read.update(dict.fromkeys(wanted))
        self._read.update(zip(files, self._history.objects(files.values()), strict=True))


def _below(roots: frozenset[str], paths: Iterable[str]) -> list[str]:
    """The paths that are a root or below one; one `startswith` checks all roots, which matters for 50,000 paths."""
    beginnings = tuple(f"{root}/" if root else "" for root in roots)
    return [path for path in paths if path.startswith(beginnings) or path in roots]
