"""What git knows of commits: names, ancestry, and the files that each has, read from objects."""

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
_ID = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")  # SHA-1 or SHA-256; a name can stand for something else tomorrow
_MOST_REMEMBERED = 1000  # files of one question: those of a whole commit are not kept


class GitHistory(GitCommits):
    """Commits of one repository, and their files.

    What an id names never changes, and is asked for once. What a name stands for is remembered until `look_again`.
    """

    def __init__(self, top: str, git_dir: str, common_dir: str) -> None:
        """Remember nothing yet."""
        super().__init__(top, git_dir, common_dir)
        self._named: dict[str, str] = {}
        self._known: dict[tuple[str, str], bytes | None] = {}
        self._touched: dict[str, frozenset[str]] = {}
        self._apart: dict[tuple[str, str], tuple[str, ...]] = {}

    def look_again(self) -> None:
        """Ask git anew what a name stands for: a run is over, or something was committed."""
        self._named.clear()

    def resolve(self, revision: str) -> str:
        """The id of the commit that `revision` names."""
        found = self._found(revision)
        if found is None:
            raise self._unknown(revision)
        return found

    def _found(self, revision: str) -> str | None:
        """The same, None where there is no such commit."""
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
        """The branch that is checked out, None for a detached HEAD."""
        try:
            return self._text("symbolic-ref", "--quiet", "--short", "HEAD").strip()
        except GitError:
            return None

    def touched_by(self, commit: str) -> frozenset[str]:
        """The paths that a commit changed, added or removed; all of a first commit."""
        if commit not in self._touched:
            self._touched.update(self.touched_by_each([commit]))
        return self._touched[commit]

    def is_cut_off(self, commit: str) -> bool:
        """Whether a shallow clone ends at this commit: what came before it cannot be seen."""
        ends = Path(self.common_dir, "shallow")
        return ends.exists() and commit in ends.read_text(encoding="ascii").split()

    def merge_base(self, one: str, other: str) -> str | None:
        """The best common ancestor of two commits, None where histories share nothing."""
        if one == other:
            return one
        try:
            return self._text("merge-base", one, other).strip()
        except GitError as problem:
            if problem.code == 1:
                return None
            raise

    def is_ancestor(self, one: str, other: str) -> bool:
        """Whether `one` is `other` or comes before it."""
        return self.merge_base(one, other) == one

    def additions(self, under: str, revisions: str = "HEAD") -> dict[str, str]:
        """Path -> the first commit of `revisions` that added it, oldest first; also of paths that are gone since."""
        found: dict[str, str] = {}
        for commit, path in self._named_in_log(revisions, under, "--diff-filter=A"):
            found.setdefault(path, commit)
        return found

    def commits_of(self, path: str, revisions: str = "HEAD") -> tuple[str, ...]:
        """The commits of `revisions` that changed this path, oldest first."""
        return tuple(self._text("log", "--reverse", "--topo-order", "--format=%H", revisions, "--", path).split())

    def upstream(self, other_than: str = "") -> str | None:
        """The commit at the tip of the main branch that work is merged into, other than a given one.

        None when none can be told. A clone of a branch has that branch as its remote's HEAD, so the names come next.
        """
        known = self._text("for-each-ref", "--format=%(refname)", *_MAIN).split("\n")
        for name in (each for each in _MAIN if each in known):
            tip = self._found(name)
            if tip is not None and tip != other_than:
                return tip
        return None

    # -- files of commits

    def differing(self, one: str, other: str) -> tuple[str, ...]:
        """The paths of which two commits have other bytes or another mode, or that one of them has not."""
        found = self._apart.get((one, other))
        if found is None:
            options = (*ALL_APART, "--name-only", "-r", "-z")
            found = names_of(self._bytes("diff-tree", *options, one, other))
            if _ID.fullmatch(one) and _ID.fullmatch(other):
                self._apart[one, other] = found
        return found

    def files(self, commit: str, under: Iterable[str] = ()) -> tuple[str, ...]:
        """The paths that the commit has, in order."""
        return tuple(self.entries(commit, under))

    def entries(self, commit: str, under: Iterable[str] = ()) -> dict[str, tuple[str, str]]:
        """Path -> (mode, object id) of everything but directories."""
        return self._listed(commit, under, None)

    def names_in(self, commit: str, folders: Iterable[str]) -> frozenset[str]:
        """The paths of the files and folders that the commit has directly in these folders (`""`: the top)."""
        folders = set(folders)
        below = [f":(literal){folder}/" for folder in sorted(folders) if folder]
        names = {*(self._names(commit, "--", *below) if below else ()), *(self._names(commit) if "" in folders else ())}
        above = {name[: found.start()] for name in names for found in re.finditer("/", name)}  # git goes down into them
        return frozenset(names | {each for each in above if each.rpartition("/")[0] in folders})

    def _names(self, commit: str, *below: str) -> tuple[str, ...]:
        return names_of(self._bytes("ls-tree", "-z", "--full-tree", "--name-only", commit, *below))

    def _listed(self, commit: str, under: Iterable[str], wanted: set[str] | None) -> dict[str, tuple[str, str]]:
        """The entries, or those of `wanted` only: to make 50,000 of them takes longer than git does."""
        out = self._bytes("ls-tree", "-r", "-z", "--full-tree", commit, "--", *under)
        found = {}
        for line in os.fsdecode(out).split("\0"):
            facts, _, path = line.partition("\t")
            if path and (wanted is None or path in wanted):
                mode, _, object_id = facts.split()
                found[path] = (mode, object_id)
        return found

    def blobs(self, commit: str, paths: Iterable[str]) -> dict[str, bytes]:
        """The bytes of those paths that the commit has as files."""
        wanted = list(dict.fromkeys(paths))
        asked = [path for path in wanted if (commit, path) not in self._known]
        found = dict(zip(asked, self._objects([self._name_of(commit, path) for path in asked]), strict=True))
        if len(asked) <= _MOST_REMEMBERED and _ID.fullmatch(commit):
            self._known.update({(commit, path): data for path, data in found.items()})
        every = {path: found[path] if path in found else self._known[commit, path] for path in wanted}
        return {path: data for path, data in every.items() if data is not None}

    def remember(self, paths: Mapping[str, Iterable[str]]) -> None:
        """Ask git once for what these commits touched, and for the bytes of these paths in each of them."""
        self._touched.update(self.touched_by_each(paths))
        names = [(commit, path) for commit, each in paths.items() for path in each]
        found = self._objects([self._name_of(commit, path) for commit, path in names])
        self._known.update(zip(names, found, strict=True))

    def _name_of(self, commit: str, path: str) -> str:
        """What `cat-file --batch`, which reads names line by line, understands as the object at this path."""
        if "\n" not in path:
            return f"{commit}:{path}"
        return self.entries(commit, [path]).get(path, ("", "missing"))[1]

    def objects(self, object_ids: Iterable[str]) -> list[bytes | None]:
        """The bytes of these blobs, in order; None for one that git has not, or that is none.

        Raises CannotDecide where the bytes are not those that the id is the digest of: git trusts its packs.
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
        """The content of each object in turn, None where there is no such blob."""
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
        except GitError:  # there is none
            remotes = ""
        return absent_base(revision, remotes, is_shallow=self.is_shallow)
