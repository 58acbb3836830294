"""What git knows about single commits: author, signature, message, parents, and touched files."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.git_process import GitError, GitProcess, names_of
from pytest_tddgate.domain.contracts.snapshot import FILE_MODES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["ALL_APART", "GitCommits"]

ALL_APART = ("--no-renames", "--ignore-submodules=none")
"""Options for every comparison; `.gitmodules` could otherwise hide changes of submodules."""
_WHOLE_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_START_OF_ID = re.compile(r"[0-9a-f]{4,}")


class GitCommits(GitProcess):
    """Facts about commits."""

    def count(self, revisions: str) -> int:
        """The number of commits in a range such as `BASE..HEAD`."""
        return int(self._text("rev-list", "--count", revisions))

    def touches(self, under: str, revisions: str) -> dict[str, tuple[str, ...]]:
        """Path below `under` -> the commits of `revisions` that changed, added or removed it, oldest first."""
        found: dict[str, tuple[str, ...]] = {}
        for commit, path in self._named_in_log(revisions, under):
            known = found.get(path, ())
            found[path] = known if commit in known[-1:] else (*known, commit)
        return found

    def _named_in_log(self, revisions: str, under: str, *options: str) -> Iterator[tuple[str, str]]:
        """Commit and path of each difference to a parent below `under`, oldest first.

        In git's output each name ends with NUL, a second NUL announces a commit id, and a line end precedes the
        commit's first path.
        """
        form = ("--reverse", "--topo-order", "--format=%x00%H", "--name-only", *ALL_APART, "-m", "-z")
        commit, before = "", ""
        for word in self._text("log", *form, *options, revisions, "--", under).split("\0"):
            if word and not before:
                commit = word
            elif word:
                yield commit, word.removeprefix("\n") if before == commit else word
            before = word

    def touched_by_each(self, commits: Iterable[str]) -> dict[str, frozenset[str]]:
        """Commit -> the paths that it changed, added or removed; for a root commit, all of its paths."""
        found: dict[str, set[str]] = {each: set() for each in commits}
        for commit, path, _ in self._raw(found) if found else ():
            found[commit].add(path)
        return {commit: frozenset(paths) for commit, paths in found.items()}

    def brought(self, commits: Iterable[str]) -> dict[str, tuple[tuple[str, str], ...]]:
        """Commit -> path and object id of each file that it added or changed; a merge is compared with each parent."""
        found: dict[str, dict[tuple[str, str], None]] = {each: {} for each in commits}
        for commit, path, facts in self._raw(found, "-m") if found else ():
            _, mode, _, object_id, _ = facts.split(" ")
            if mode in FILE_MODES:
                found[commit][path, object_id] = None
        return {commit: tuple(entries) for commit, entries in found.items()}

    def _raw(self, commits: Iterable[str], *options: str) -> Iterator[tuple[str, str, str]]:
        """Commit, path, and git's raw facts (modes, ids, status) for each difference to a parent.

        Facts begin with a colon, which tells them from commit ids; a file's name could look like an id.
        """
        wanted = "\n".join(commits) + "\n"
        command = ("diff-tree", "--root", *ALL_APART, "--raw", "--no-abbrev", "-r", "--stdin", "-z", *options)
        words = iter(names_of(self._bytes(*command, stdin=wanted)))
        commit = ""
        for word in words:
            if word.startswith(":"):
                yield commit, next(words), word
            else:
                commit = word

    def parents(self, revisions: str) -> dict[str, tuple[str, ...]]:
        """Each commit of a range such as `BASE..HEAD`, newest first, with its parents."""
        lines = self._text("rev-list", "--topo-order", "--parents", revisions).splitlines()
        return {commit: tuple(parents) for commit, *parents in (line.split() for line in lines)}

    def meanings(self, revision: str) -> dict[str, str]:
        """Full name -> id for everything that the name at the start of a revision can mean; git picks one of them.

        Tags come before branches, branches before remote branches, and all of them before abbreviated ids.
        """
        name = re.split("[~^:@]", revision)[0]
        if not name or _WHOLE_ID.fullmatch(name):
            return {}
        places = [f"{place}{name}" for place in ("refs/", "refs/tags/", "refs/heads/", "refs/remotes/")]
        form = "--format=%(refname) %(objectname) %(*objectname)"
        lines = (line.split() for line in self._text("for-each-ref", form, *places).splitlines())
        found = {full: ids[-1] for full, *ids in lines if full in places}
        if found and _START_OF_ID.fullmatch(name):
            found |= {each: each for each in self._text("rev-parse", f"--disambiguate={name}").split()}
        return found

    def messages(self, commits: Iterable[str]) -> dict[str, str]:
        """Commit -> its message."""
        wanted = "\n".join(commits) + "\n"
        if not wanted.strip():
            return {}
        out = self._text("log", "--no-walk=unsorted", "--format=%x00%H%n%B", "--stdin", stdin=wanted)
        pairs = (block.partition("\n") for block in out.split("\0")[1:])
        return {commit: message.removesuffix("\n") for commit, _, message in pairs}

    def recent(self, commit: str, count: int) -> tuple[frozenset[str], ...]:
        """The paths that each of the last `count` commits up to this one touched, newest first, along first parents.

        A merge counts as one commit. A root commit, and the commit at which a shallow clone ends, are left out.
        """
        options = ("--first-parent", "-m", "--min-parents=1", f"--max-count={count}", "--format=%x00", "--name-only")
        blocks = self._bytes("log", *options, *ALL_APART, "-z", commit).split(b"\0\0")
        return tuple(frozenset(names_of(each.strip(b"\0\n"))) for each in blocks if each.strip(b"\0\n"))

    def times_of(self, commits: Iterable[str]) -> dict[str, str]:
        """Commit -> its commit time, in UTC as ISO 8601 with seconds."""
        wanted = tuple(commits)
        options = ("--no-walk=unsorted", "--format=%H %ct", "--stdin")
        lines = self._text("log", *options, stdin="\n".join(wanted) + "\n").split("\n") if wanted else []
        pairs = (line.split(" ") for line in lines if line)
        return {
            commit: dt.datetime.fromtimestamp(int(seconds), tz=dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            for commit, seconds in pairs
        }

    def author_of(self, commit: str) -> str:
        """The author of a commit, as `Name <address>`."""
        return self._text("show", "--no-patch", "--format=%an <%ae>", commit).strip()

    def parent_of(self, commit: str) -> str | None:
        """The first parent of a commit; None for a root commit."""
        try:
            return self._text("rev-parse", "--verify", "--quiet", f"{commit}^1").strip()
        except GitError as problem:
            if problem.code == 1:
                return None
            raise

    def is_signed(self, commit: str, signers: bytes) -> bool:
        """Whether git verifies the commit's SSH signature with these allowed signers, whatever its settings say."""
        if (
            b"gpgsig -----BEGIN SSH SIGNATURE-----"
            not in self._bytes("cat-file", "commit", commit).partition(b"\n\n")[0]
        ):
            return False
        with tempfile.TemporaryDirectory(prefix="tddgate-signers-") as directory:
            allowed = Path(directory, "signers")
            allowed.write_bytes(signers)
            options = ("-c", f"gpg.ssh.allowedSignersFile={allowed}", "-c", "gpg.ssh.program=ssh-keygen")
            try:
                self._bytes(*options, "verify-commit", commit)
            except GitError:
                return False
        return True
