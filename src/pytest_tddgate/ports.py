"""What the gates need from the world, as protocols: tests give them fakes, `session/judge/judge.py` the real ones."""

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
    """Commits and what they hold. Revisions are ids, names, or ranges such as `A..B`; paths are relative to the top."""

    top: str
    """Absolute path of the work tree's top."""

    def resolve(self, revision: str) -> str:
        """The id of the commit that `revision` names; raises Unusable when there is none."""

    def upstream(self, other_than: str = "") -> str | None:
        """The commit at the tip of the main branch that work is merged into, other than a given one; None: unknown."""

    def merge_base(self, one: str, other: str) -> str | None:
        """The best common ancestor of two commits, None where histories share nothing."""

    def additions(self, under: str, revisions: str = "HEAD") -> Mapping[str, str]:
        """Path -> the first commit of `revisions` that added it, oldest first; also of paths that are gone since."""

    def touched_by(self, commit: str) -> frozenset[str]:
        """The paths that a commit changed, added or removed."""

    def files(self, commit: str, under: Iterable[str] = ()) -> tuple[str, ...]:
        """The paths that the commit has, in order."""

    def blobs(self, commit: str, paths: Iterable[str]) -> Mapping[str, bytes]:
        """The bytes of those paths that the commit has as files."""


class Repository(Commits, Protocol):
    """Facts from git objects, from the work tree's bytes and from the index."""

    @property
    def refusal(self) -> type[Exception]:
        """What `commit` raises when git, a hook or the signing program refuses."""

    def refusal_words(self, problem: Exception) -> str:
        """What git or a hook said when it refused, in its own words."""

    def look_again(self) -> None:
        """Ask git anew what names stand for: a run is over, and may have moved them."""

    # -- commits

    def branch(self) -> str | None:
        """The branch that is checked out, None for a detached HEAD."""

    def is_ancestor(self, one: str, other: str) -> bool:
        """Whether `one` is `other` or comes before it."""

    def commits_of(self, path: str) -> tuple[str, ...]:
        """The commits up to HEAD that changed this path, oldest first."""

    def recent(self, commit: str, count: int) -> tuple[frozenset[str], ...]:
        """The paths that each of the last `count` commits up to this one touched, newest first, along first parents."""

    def is_cut_off(self, commit: str) -> bool:
        """Whether a shallow clone ends at this commit: what came before it cannot be seen."""

    def entries(self, commit: str, under: Iterable[str] = ()) -> Mapping[str, tuple[str, str]]:
        """Path -> (mode, object id) of everything that the commit has."""

    def names_in(self, commit: str, folders: Iterable[str]) -> frozenset[str]:
        """The paths of the files and folders that the commit has directly in these folders (`""`: the top)."""

    # -- the work tree and the index

    def listing(self, folder: str) -> tuple[str, ...]:
        """The names of the files and directories in a directory of the work tree, in order; none without it."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file of the work tree, None where there is no regular file."""

    def has_file(self, path: str) -> bool:
        """Whether there is a regular file in the work tree; to read it only for that takes a while."""

    def is_link(self, path: str) -> bool:
        """Whether the path is a link in the work tree."""

    def is_behind_link(self, path: str) -> bool:
        """Whether the path is a link, or a folder on the way to it is one."""

    def entry_here(self, path: str) -> tuple[str, str] | None:
        """(mode, object id) that a file of the work tree would have in a commit; None where there is none."""

    def changed_since(self, commit: str, under: Iterable[str] = ()) -> tuple[str, ...]:
        """Paths whose bytes differ between the commit and the work tree: changed, added, removed."""

    def tests_changed_since(self, commit: str, layout: Layout) -> tuple[str, ...]:
        """As `changed_since`, of the tests' side alone."""

    def has_object(self, object_id: str) -> bool:
        """Whether git has an object of this id, in whatever commit or none."""

    def untracked(self, under: Iterable[str] = ()) -> tuple[str, ...]:
        """Files that git does not know and does not ignore."""

    def ignored(self, under: Iterable[str]) -> tuple[str, ...]:
        """Files that git does not know and was told to ignore."""

    def test_side_files(self, layout: Layout) -> tuple[str, ...]:
        """Tracked and untracked files that may be on the tests' side."""

    def staged(self) -> tuple[str, ...]:
        """Paths in the index that differ from HEAD."""

    def operation_in_progress(self) -> str | None:
        """`merge`, `rebase`, … while one has not ended, else None."""

    def write(self, files: Mapping[str, bytes | None]) -> Mapping[str, bytes | None]:
        """Give files of the work tree these bytes, None for no file; what was there before, in the same form.

        Raises OSError where that cannot be done: what was written by then is put back.
        """

    def commit(self, paths: Iterable[str], message: str) -> str:
        """Commit these paths as they are in the work tree, and nothing else; the new commit's id."""


class History(Commits, Protocol):
    """What an audit asks of a range of commits, without a work tree."""

    @property
    def is_shallow(self) -> bool:
        """Whether history was cut off when this repository was cloned."""

    def count(self, revisions: str) -> int:
        """How many commits there are in a range."""

    def touches(self, under: str, revisions: str) -> Mapping[str, tuple[str, ...]]:
        """Path below `under` -> the commits of `revisions` that changed, added or removed it, oldest first."""

    def parent_of(self, commit: str) -> str | None:
        """The first parent of a commit, None for a first commit."""

    def times_of(self, commits: Iterable[str]) -> Mapping[str, str]:
        """Commit -> when it was made, in UTC as ISO 8601 with seconds."""

    def author_of(self, commit: str) -> str:
        """Who wrote a commit, as `Name <address>`."""

    def is_signed(self, commit: str, signers: bytes) -> bool:
        """Whether the commit's SSH signature is one of these allowed signers' (the bytes of git's own file format)."""

    def remember(self, paths: Mapping[str, Iterable[str]]) -> None:
        """Ask git once for what these commits touched, and for the bytes of these paths in each of them."""

    def parents(self, revisions: str) -> Mapping[str, tuple[str, ...]]:
        """Each commit of a range, newest first, with its parents."""

    def brought(self, commits: Iterable[str]) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Commit -> path and object id of each file that it added or changed, for a merge against each parent."""

    def objects(self, object_ids: Iterable[str]) -> Sequence[bytes | None]:
        """The bytes of these blobs, in order; None for one that git has not."""

    def meanings(self, revision: str) -> Mapping[str, str]:
        """Full name -> id, of everything that a name at the start of a revision can stand for."""

    def messages(self, commits: Iterable[str]) -> Mapping[str, str]:
        """Commit -> its message."""


class Memory(Protocol):
    """Plain data that earlier runs on this machine kept, by key. Nothing of it is a fact: whoever asks must check."""

    def recall(self, key: str) -> dict[str, Any] | None:
        """What was kept under this key, None when nothing was."""

    def keep(self, found: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep these entries for later runs."""


class Records(Protocol):
    """What earlier gates on this machine said. A memory, and no proof: anybody can write it."""

    def keep(self, record: RunRecord) -> None:
        """Add a record."""

    def records(self) -> tuple[RunRecord, ...]:
        """Every record that can be read, oldest first."""


class Runner(Protocol):
    """Runs pytest in a process of its own and says what was seen."""

    def run(self, role: Role, **sides: Unpack[RunSides]) -> RunSeen:
        """What was seen of a run in this role."""

    def visible(self, orders: Orders) -> RunSeen:
        """What was seen of the run that the user sees, where the plugin could not fork it."""


class Executor(Protocol):
    """Calls functions elsewhere, in the shape of `concurrent.futures.Executor`.

    A call may be made more than once, because who made it is gone; its future has one answer.
    """

    slots: int
    """How many calls are made side by side."""

    def submit(self, function: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """What the function will return, or raise; function and arguments can be pickled."""

    def is_reachable(self) -> bool:
        """Whether anybody is there to make a call."""

    def close(self) -> None:
        """Give up what has not ended, and let go of whoever makes the calls."""
