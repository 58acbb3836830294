"""Protocols for what the gates need from outside: `session/judge/judge.py` wires adapters, tests pass fakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, Unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from concurrent.futures import Future

    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.reports.run_record import RunRecord
    from pytest_tddgate.domain.run.extra import RunSides
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.domain.run.orders import Orders
    from pytest_tddgate.domain.run.role import Role

__all__ = ["Commits", "Executor", "History", "Memory", "Records", "Repository", "Runner"]


class Commits(Protocol):
    """Commits and their contents. Revisions are ids, names or ranges such as `A..B`; paths are relative to the top."""

    top: str
    """Absolute path of the work tree's top."""

    def resolve(self, revision: str) -> str:
        """The id of the commit that `revision` names; raises Unusable if there is none."""

    def upstream(self, other_than: str = "") -> str | None:
        """The tip of the main branch that work is merged into, ignoring tips equal to `other_than`; None if unknown."""

    def merge_base(self, one: str, other: str) -> str | None:
        """The best common ancestor of two commits, None if they share no history."""

    def additions(self, under: str, revisions: str = "HEAD") -> Mapping[str, str]:
        """Path -> the first commit of `revisions` that added it, oldest first; includes paths that no longer exist."""

    def touched_by(self, commit: str) -> frozenset[str]:
        """The paths that a commit changed, added or removed."""

    def files(self, commit: str, under: Iterable[str] = ()) -> tuple[str, ...]:
        """The paths in the commit, sorted."""

    def blobs(self, commit: str, paths: Iterable[str]) -> Mapping[str, bytes]:
        """Path -> bytes, for those of `paths` that are files in the commit."""


class Repository(Commits, Protocol):
    """Facts from git objects, the work tree and the index."""

    @property
    def refusal(self) -> type[Exception]:
        """The exception that `commit` raises when git, a hook or the signing program refuses."""

    def refusal_words(self, problem: Exception) -> str:
        """What git or a hook said when it refused."""

    def look_again(self) -> None:
        """Forget what names resolved to: a run is over and may have moved them."""

    # -- commits

    def branch(self) -> str | None:
        """The branch that is checked out, None for a detached HEAD."""

    def is_ancestor(self, one: str, other: str) -> bool:
        """Whether `one` is `other` or an ancestor of it."""

    def commits_of(self, path: str) -> tuple[str, ...]:
        """The commits up to HEAD that changed this path, oldest first."""

    def recent(self, commit: str, count: int) -> tuple[frozenset[str], ...]:
        """The paths that each of the last `count` commits up to `commit` touched: newest first, first parents only."""

    def is_cut_off(self, commit: str) -> bool:
        """Whether a shallow clone ends at this commit, so that earlier history is missing."""

    def entries(self, commit: str, under: Iterable[str] = ()) -> Mapping[str, tuple[str, str]]:
        """Path -> (mode, object id) of everything in the commit."""

    def names_in(self, commit: str, folders: Iterable[str]) -> frozenset[str]:
        """The paths of the files and folders that are directly in these folders of the commit (`""`: the top)."""

    # -- the work tree and the index

    def listing(self, folder: str) -> tuple[str, ...]:
        """The sorted names of the files and folders in a folder of the work tree; empty if it does not exist."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file of the work tree, None if it is not a regular file."""

    def has_file(self, path: str) -> bool:
        """Whether the path is a regular file in the work tree; cheaper than reading it."""

    def is_link(self, path: str) -> bool:
        """Whether the path is a symbolic link in the work tree."""

    def is_behind_link(self, path: str) -> bool:
        """Whether the path, or a folder on the way to it, is a symbolic link."""

    def entry_here(self, path: str) -> tuple[str, str] | None:
        """The (mode, object id) that a file of the work tree would have in a commit; None if there is no such file."""

    def changed_since(self, commit: str, under: Iterable[str] = ()) -> tuple[str, ...]:
        """Paths that were changed, added or removed in the work tree since the commit, compared by bytes."""

    def tests_changed_since(self, commit: str, layout: Layout) -> tuple[str, ...]:
        """The same as `changed_since`, only for files on the tests' side."""

    def has_object(self, object_id: str) -> bool:
        """Whether git has an object with this id, even one that is in no commit."""

    def untracked(self, under: Iterable[str] = ()) -> tuple[str, ...]:
        """Files that are neither tracked nor ignored."""

    def ignored(self, under: Iterable[str]) -> tuple[str, ...]:
        """Untracked files that git ignores."""

    def test_side_files(self, layout: Layout) -> tuple[str, ...]:
        """Tracked and untracked files that may be on the tests' side."""

    def staged(self) -> tuple[str, ...]:
        """Paths in the index that differ from HEAD."""

    def operation_in_progress(self) -> str | None:
        """The unfinished operation (`merge`, `rebase`, …), None if there is none."""

    def write(self, files: Mapping[str, bytes | None]) -> Mapping[str, bytes | None]:
        """Write these bytes to files of the work tree (None: remove the file); the former contents, in the same form.

        Raises OSError if a file cannot be written; files written before that are restored.
        """

    def commit(self, paths: Iterable[str], message: str) -> str:
        """Commit only these paths, with their contents in the work tree; the new commit's id."""


class History(Commits, Protocol):
    """Facts about a range of commits that an audit needs, without a work tree."""

    @property
    def is_shallow(self) -> bool:
        """Whether the repository is a shallow clone."""

    def count(self, revisions: str) -> int:
        """The number of commits in a range."""

    def touches(self, under: str, revisions: str) -> Mapping[str, tuple[str, ...]]:
        """Path below `under` -> the commits of `revisions` that changed, added or removed it, oldest first."""

    def parent_of(self, commit: str) -> str | None:
        """The first parent of a commit, None for a root commit."""

    def times_of(self, commits: Iterable[str]) -> Mapping[str, str]:
        """Commit -> its date, in UTC as ISO 8601 with seconds."""

    def author_of(self, commit: str) -> str:
        """The author of a commit, as `Name <address>`."""

    def is_signed(self, commit: str, signers: bytes) -> bool:
        """Whether the commit has an SSH signature by one of `signers`, the bytes of git's allowed signers file."""

    def remember(self, paths: Mapping[str, Iterable[str]]) -> None:
        """Prefetch what these commits touched, and the bytes of the given paths in each commit, in few git calls."""

    def parents(self, revisions: str) -> Mapping[str, tuple[str, ...]]:
        """Commit -> its parents, for each commit of a range, newest first."""

    def brought(self, commits: Iterable[str]) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Commit -> (path, object id) of each file that it added or changed; a merge is compared to each parent."""

    def objects(self, object_ids: Iterable[str]) -> Sequence[bytes | None]:
        """The bytes of these blobs, in order; None for a blob that git does not have."""

    def meanings(self, revision: str) -> Mapping[str, str]:
        """Full name -> id, of everything that the name at the start of a revision can refer to."""

    def messages(self, commits: Iterable[str]) -> Mapping[str, str]:
        """Commit -> its message."""


class Memory(Protocol):
    """Plain data that earlier runs on this machine stored by key. It is not trusted: callers must check it."""

    def recall(self, key: str) -> dict[str, Any] | None:
        """The data stored under this key, None if there is none."""

    def keep(self, found: Mapping[str, Mapping[str, Any]]) -> None:
        """Store these entries for later runs."""


class Records(Protocol):
    """Reports of earlier gates on this machine. They help the user but prove nothing: anybody can write them."""

    def keep(self, record: RunRecord) -> None:
        """Add a record."""

    def records(self) -> tuple[RunRecord, ...]:
        """All readable records, oldest first."""


class Runner(Protocol):
    """Runs pytest in a separate process and returns its observations."""

    def run(self, role: Role, **sides: Unpack[RunSides]) -> RunSeen:
        """The observations of a run in this role."""

    def visible(self, orders: Orders) -> RunSeen:
        """The observations of the run that the user sees; used when the plugin could not fork it."""


class Executor(Protocol):
    """Calls functions in other processes, in the style of `concurrent.futures.Executor`.

    A call may be repeated if its worker is lost; the future has one result.
    """

    slots: int
    """The number of calls that can run at the same time."""

    def submit(self, function: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """The future result of the call; the function and its arguments must be picklable."""

    def is_reachable(self) -> bool:
        """Whether there is a worker that can run calls."""

    def close(self) -> None:
        """Cancel unfinished calls and release the workers."""
