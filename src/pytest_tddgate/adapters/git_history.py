"""Names, ancestry and files of commits, read from git objects."""

from __future__ import annotations

import os
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.absent_bases import absent_base
from pytest_tddgate.adapters.blobs import blob_id
from pytest_tddgate.adapters.git_commits import ALL_APART, GitCommits
from pytest_tddgate.adapters.git_process import GitError, names_of
from pytest_tddgate.errors import CannotDecide, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_tddgate.errors import TddgateError

__all__ = ["GitHistory"]

_MAIN = (
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
    "refs/heads/main",
    "refs/heads/master",
)
_ID = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")  # SHA-1 or SHA-256; what a name stands for can change, an id cannot
_MOST_REMEMBERED = 1000  # files per call; the files of a whole commit are not kept


class GitHistory(GitCommits):
    """Commits of one repository, and their files.

    Answers about ids never change and are kept. What a name resolves to is kept until `look_again`.
    """

    def __init__(self, top: str, git_dir: str, common_dir: str) -> None:
        """Start with an empty cache."""
        super().__init__(top, git_dir, common_dir)
        self._named: dict[str, str] = {}
        self._known: dict[tuple[str, str], bytes | None] = {}
        self._touched: dict[str, frozenset[str]] = {}
        self._differences: dict[tuple[str, str], tuple[str, ...]] = {}

    def look_again(self) -> None:
        """Forget what names resolve to: a run is over, or something was committed."""
        self._named.clear()

    def resolve(self, revision: str) -> str:
        """The id of the commit that `revision` names; raises Unusable or CannotDecide if there is no such commit."""
        found = self._found(revision)
        if found is None:
            raise self._unknown(revision)
        return found

    def _found(self, revision: str) -> str | None:
        """As `resolve`, but None if there is no such commit."""
        if revision not in self._named:
            words = ("--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
            try:
                self._named[revision] = self._text("rev-parse", *words).strip()
            except GitError:
                return None
        return self._named[revision]

    def head(self) -> str | None:
        """The commit that is checked out; None in a repository without a commit."""
        return self._found("HEAD")

    def branch(self) -> str | None:
        """The branch that is checked out; None for a detached HEAD."""
        try:
            return self._text("symbolic-ref", "--quiet", "--short", "HEAD").strip()
        except GitError:
            return None

    def touched_by(self, commit: str) -> frozenset[str]:
        """The paths that a commit changed, added or removed; for a root commit, all of its paths."""
        if commit not in self._touched:
            self._touched.update(self.touched_by_each([commit]))
        return self._touched[commit]

    def is_cut_off(self, commit: str) -> bool:
        """Whether a shallow clone ends at this commit, so that its parents are not available."""
        ends = Path(self.common_dir, "shallow")
        return ends.exists() and commit in ends.read_text(encoding="ascii").split()

    def merge_base(self, one: str, other: str) -> str | None:
        """The best common ancestor of two commits; None if their histories are unrelated."""
        if one == other:
            return one
        try:
            return self._text("merge-base", one, other).strip()
        except GitError as problem:
            if problem.code == 1:
                return None
            raise

    def is_ancestor(self, one: str, other: str) -> bool:
        """Whether `one` equals `other` or is one of its ancestors."""
        return self.merge_base(one, other) == one

    def additions(self, under: str, revisions: str = "HEAD") -> dict[str, str]:
        """Path -> the first commit of `revisions` that added it, oldest first, even if the path was removed later."""
        found: dict[str, str] = {}
        for commit, path in self._named_in_log(revisions, under, "--diff-filter=A"):
            found.setdefault(path, commit)
        return found

    def commits_of(self, path: str, revisions: str = "HEAD") -> tuple[str, ...]:
        """The commits of `revisions` that changed this path, oldest first."""
        return tuple(self._text("log", "--reverse", "--topo-order", "--format=%H", revisions, "--", path).split())

    def upstream(self, other_than: str = "") -> str | None:
        """The tip of the main branch that work is merged into, unless it is the commit `other_than`.

        None if no such tip is found. In a clone of one branch, that branch is the remote's HEAD: hence the other names.
        """
        known = self._text("for-each-ref", "--format=%(refname)", *_MAIN).split("\n")
        for name in (each for each in _MAIN if each in known):
            tip = self._found(name)
            if tip is not None and tip != other_than:
                return tip
        return None

    # -- files of commits

    def differing(self, one: str, other: str) -> tuple[str, ...]:
        """The paths whose bytes or mode differ between two commits, or that exist in only one of them."""
        found = self._differences.get((one, other))
        if found is None:
            options = (*ALL_APART, "--name-only", "-r", "-z")
            found = names_of(self._bytes("diff-tree", *options, one, other))
            if _ID.fullmatch(one) and _ID.fullmatch(other):
                self._differences[one, other] = found
        return found

    def files(self, commit: str, under: Iterable[str] = ()) -> tuple[str, ...]:
        """The paths in the commit, in order."""
        return tuple(self.entries(commit, under))

    def entries(self, commit: str, under: Iterable[str] = ()) -> dict[str, tuple[str, str]]:
        """Path -> (mode, object id) of everything but directories."""
        return self._listed(commit, under, None)

    def names_in(self, commit: str, folders: Iterable[str]) -> frozenset[str]:
        """The paths of the files and folders that are directly in these folders (`""` is the top) in the commit."""
        folders = set(folders)
        below = [f":(literal){folder}/" for folder in sorted(folders) if folder]
        names = {*(self._names(commit, "--", *below) if below else ()), *(self._names(commit) if "" in folders else ())}
        above = {name[: found.start()] for name in names for found in re.finditer("/", name)}  # git lists their content
        return frozenset(names | {each for each in above if each.rpartition("/")[0] in folders})

    def _names(self, commit: str, *below: str) -> tuple[str, ...]:
        return names_of(self._bytes("ls-tree", "-z", "--full-tree", "--name-only", commit, *below))

    def _listed(self, commit: str, under: Iterable[str], wanted: set[str] | None) -> dict[str, tuple[str, str]]:
        """All entries, or only those in `wanted`: building 50,000 entries takes longer than git's own work."""
        out = self._bytes("ls-tree", "-r", "-z", "--full-tree", commit, "--", *under)
        found = {}
        for line in os.fsdecode(out).split("\0"):
            facts, _, path = line.partition("\t")
            if path and (wanted is None or path in wanted):
                mode, _, object_id = facts.split()
                found[path] = (mode, object_id)
        return found

    def blobs(self, commit: str, paths: Iterable[str]) -> dict[str, bytes]:
        """The bytes of those paths that are files in the commit."""
        wanted = list(dict.fromkeys(paths))
        asked = [path for path in wanted if (commit, path) not in self._known]
        found = dict(zip(asked, self._objects([self._name_of(commit, path) for path in asked]), strict=True))
        if len(asked) <= _MOST_REMEMBERED and _ID.fullmatch(commit):
            self._known.update({(commit, path): data for path, data in found.items()})
        every = {path: found[path] if path in found else self._known[commit, path] for path in wanted}
        return {path: data for path, data in every.items() if data is not None}

    def remember(self, paths: Mapping[str, Iterable[str]]) -> None:
        """Read, in one go, what these commits touched and the bytes of these paths in them, for later calls."""
        self._touched.update(self.touched_by_each(paths))
        names = [(commit, path) for commit, each in paths.items() for path in each]
        found = self._objects([self._name_of(commit, path) for commit, path in names])
        self._known.update(zip(names, found, strict=True))

    def _name_of(self, commit: str, path: str) -> str:
        """The name of the object at this path for `cat-file --batch`, which reads one name per line."""
        if "\n" not in path:
            return f"{commit}:{path}"
        return self.entries(commit, [path]).get(path, ("", "missing"))[1]

    def objects(self, object_ids: Iterable[str]) -> list[bytes | None]:
        """The bytes of these blobs, in order; None for an object that is absent or not a blob.

        Raises CannotDecide if the bytes do not match the id: git itself does not check packed objects.
        """
        wanted = list(object_ids)
        found = list(self._objects(wanted))
        for object_id, data in zip(wanted, found, strict=True):
            if data is not None and blob_id(data, object_id) != object_id:
                raise CannotDecide(
                    f"the object {object_id[:10]} does not hold what its id says",
                    why="the repository is damaged, or somebody changed it by hand",
                    next_step="git fsck, then clone it again",
                )
        return found

    def _objects(self, names: list[str]) -> Iterator[bytes | None]:
        """The content of each object in turn; None if there is no such blob."""
        if not names:
            return
        out = self._bytes("cat-file", "--batch", stdin="\n".join(names) + "\n")
        at = 0
        for _ in names:
            end = out.index(b"\n", at)
            header, at = out[at:end].split(b" "), end + 1
            if header[-1] == b"missing" or len(header) < 3:  # noqa: PLR2004 - id, type, size
                yield None
                continue
            size = int(header[-1])
            yield out[at : at + size] if header[-2] == b"blob" else None
            at += size + 1

    @cached_property
    def is_shallow(self) -> bool:
        """Whether history was cut off when this repository was cloned."""
        return self._text("rev-parse", "--is-shallow-repository").strip() == "true"

    def _unknown(self, revision: str) -> TddgateError:
        if revision == "HEAD":
            return Unusable(
                "this repository has no commit yet",
                why="every gate compares with what was committed",
                next_step="git commit --allow-empty -m 'first commit'; "
                "before that, git add whatever is there but new tests",
            )
        try:
            remotes = self._text("config", "--get-regexp", r"^remote\..*\.fetch$")
        except GitError:  # no remote is configured
            remotes = ""
        return absent_base(revision, remotes, is_shallow=self.is_shallow)
