"""The only importer of GitPython: facts from git objects, in an environment that nobody has prepared for us.

What a repository's owner can set to make git lie is switched off: replace refs, grafts, `GIT_*` variables,
`assume-unchanged` and `skip-worktree` flags, stat shortcuts, file system monitors. Bytes are read and hashed in
Python, so that filters and attributes have no say.
"""

from __future__ import annotations

import os
import shutil
import stat
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_tddgate.adapters.blobs import is_as_committed, is_pointer_to
from pytest_tddgate.errors import CannotDecide, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.layout import Layout

__all__ = ["GitRepository", "open_repository"]

_KEPT = frozenset({
    "GIT_AUTHOR_DATE", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_NAME", "GIT_COMMITTER_DATE", "GIT_COMMITTER_EMAIL",
    "GIT_COMMITTER_NAME", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM", "GIT_EXEC_PATH",
    "GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_TERMINAL_PROMPT", "GIT_EDITOR",
})  # fmt: skip
_PLAIN = (
    "--no-replace-objects",
    *("-c", "core.checkStat=default"),
    *("-c", "core.trustctime=true"),
    *("-c", "core.ignoreStat=false"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.untrackedCache=false"),
    *("-c", "core.quotePath=false"),
)
_EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
_IN_PROGRESS = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "BISECT_LOG": "bisect",
}


def open_repository(directory: str) -> GitRepository:
    """The repository that holds `directory`; raises Unusable without git, outside a repository, or in a bare one."""
    for name in [each for each in os.environ if each.startswith("GIT_") and each not in _KEPT]:
        del os.environ[name]
    os.environ["GIT_NO_REPLACE_OBJECTS"] = "1"
    os.environ["GIT_GRAFT_FILE"] = os.devnull
    os.environ["GIT_OPTIONAL_LOCKS"] = "0"
    if shutil.which("git") is None:
        raise Unusable(
            "git is not installed, or not on PATH",
            why="every gate compares with what was committed",
            next_step="install git 2.34 or newer",
        )
    import git  # noqa: PLC0415 - 110 ms, and an ImportError where there is no git program

    try:
        repo = git.Repo(directory, search_parent_directories=True)
    except (git.InvalidGitRepositoryError, git.NoSuchPathError):
        raise Unusable(
            f"{directory} is not in a git repository",
            why="every gate compares with what was committed",
            next_step="git init && git add -A && git commit -m 'first commit'",
        ) from None
    if repo.bare or repo.working_tree_dir is None:
        raise Unusable(
            "this is a bare repository: it has no work tree",
            why="tests run in a work tree",
            next_step="git clone it, and run the gate in the clone",
        )
    found = GitRepository(repo)
    if not found.is_own_work_tree():
        raise Unusable(
            f"core.worktree makes git look elsewhere than in {found.top}",
            why="the files that are compared must be those that are tested",
            next_step="git config --unset core.worktree",
        )
    return found


class GitRepository:
    """One work tree and its repository; see `ports.Repository`."""

    def __init__(self, repo: Any) -> None:  # noqa: ANN401 - git.Repo, which is imported late
        """Read from this `git.Repo`."""
        self._repo = repo
        self.top: str = os.path.realpath(repo.working_tree_dir)
        self.git_dir: str = str(repo.git_dir)
        self._close: frozenset[str] = frozenset()

    def is_own_work_tree(self) -> bool:
        """Whether git takes the directory that holds `.git` for the work tree; `core.worktree` can name another."""
        try:
            return os.path.realpath(self._text("rev-parse", "--show-toplevel").rstrip("\n")) == self.top
        except _git_error():
            return False

    # -- commits

    def resolve(self, revision: str) -> str:
        """The id of the commit that `revision` names."""
        try:
            return self._text("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
        except _git_error():
            raise self._unknown(revision) from None

    def head(self) -> str | None:
        """The commit that is checked out; None in a repository without a commit."""
        try:
            return self.resolve("HEAD")
        except (Unusable, CannotDecide):
            return None

    def branch(self) -> str | None:
        """The branch that is checked out, None for a detached HEAD."""
        try:
            return self._text("symbolic-ref", "--quiet", "--short", "HEAD").strip()
        except _git_error():
            return None

    def is_cut_off(self, commit: str) -> bool:
        """Whether a shallow clone ends at this commit: what came before it cannot be seen."""
        ends = Path(self._repo.common_dir, "shallow")
        return ends.exists() and commit in ends.read_text(encoding="ascii").split()

    def merge_base(self, one: str, other: str) -> str | None:
        """The best common ancestor of two commits, None where histories share nothing."""
        try:
            return self._text("merge-base", one, other).strip()
        except _git_error():
            return None

    def is_ancestor(self, one: str, other: str) -> bool:
        """Whether `one` is `other` or comes before it."""
        return self.merge_base(one, other) == one

    def additions(self, under: str) -> dict[str, str]:
        """Path -> the first commit up to HEAD that added it, oldest first; also of paths that are gone since."""
        out = self._text(
            "log",
            "--reverse",
            "--topo-order",
            "--format=%x00%H",
            "--name-only",
            "--diff-filter=A",
            "--no-renames",
            "-m",
            "HEAD",
            "--",
            under,
        )
        found: dict[str, str] = {}
        for block in out.split("\0")[1:]:
            commit, *paths = [line for line in block.split("\n") if line]
            for path in paths:
                found.setdefault(path, commit)
        return found

    def commits_of(self, path: str) -> tuple[str, ...]:
        """The commits up to HEAD that changed this path, oldest first."""
        return tuple(self._text("log", "--reverse", "--topo-order", "--format=%H", "HEAD", "--", path).split())

    def upstream(self) -> str | None:
        """The commit at the tip of the main branch that work is merged into; None when none can be told."""
        for name in (
            "refs/remotes/origin/HEAD",
            "refs/remotes/origin/main",
            "refs/remotes/origin/master",
            "refs/heads/main",
            "refs/heads/master",
        ):
            try:
                return self.resolve(name)
            except (Unusable, CannotDecide):
                continue
        return None

    # -- files of commits

    def files(self, commit: str, under: Iterable[str] = ()) -> tuple[str, ...]:
        """The paths that the commit has, in order."""
        return tuple(self.entries(commit, under))

    def entries(self, commit: str, under: Iterable[str] = ()) -> dict[str, tuple[str, str]]:
        """Path -> (mode, object id) of everything but directories."""
        return self._listed(commit, under, None)

    def _listed(self, commit: str, under: Iterable[str], wanted: set[str] | None) -> dict[str, tuple[str, str]]:
        """The entries, or those of `wanted` only: to make 50,000 of them takes longer than git does."""
        out = self._bytes("ls-tree", "-r", "-z", "--full-tree", commit, "--", *under)
        names = None if wanted is None else {os.fsencode(path) for path in wanted}
        found = {}
        for line in out.split(b"\0"):
            facts, _, path = line.partition(b"\t")
            if path and (names is None or path in names):
                mode, _, object_id = facts.decode().split()
                found[os.fsdecode(path)] = (mode, object_id)
        return found

    def blobs(self, commit: str, paths: Iterable[str]) -> dict[str, bytes]:
        """The bytes of those paths that the commit has as files."""
        wanted = list(paths)
        found = dict(zip(wanted, self._objects([self._name_of(commit, path) for path in wanted]), strict=True))
        return {path: data for path, data in found.items() if data is not None}

    def _name_of(self, commit: str, path: str) -> str:
        """What `cat-file --batch`, which reads names line by line, understands as the object at this path."""
        if "\n" not in path:
            return f"{commit}:{path}"
        return self.entries(commit, [path]).get(path, ("", "missing"))[1]

    def _objects(self, names: list[str]) -> Iterator[bytes | None]:
        """The content of each object in turn, None where there is no such blob."""
        if not names:
            return
        out = self._bytes("cat-file", "--batch", stdin="\n".join(names) + "\n")
        at = 0
        for _ in names:
            end = out.index(b"\n", at)
            header = out[at:end].split(b" ")
            at = end + 1
            if header[-1] == b"missing" or len(header) < 3:  # noqa: PLR2004 - id, type, size
                yield None
                continue
            size = int(header[-1])
            yield out[at : at + size] if header[-2] == b"blob" else None
            at += size + 1

    # -- the work tree

    def read(self, path: str) -> bytes | None:
        """The bytes of a file of the work tree, None where there is no regular file."""
        full = Path(self.top, path)
        try:
            return full.read_bytes() if stat.S_ISREG(os.lstat(full).st_mode) else None
        except OSError:
            return None

    def changed_since(self, commit: str, under: Iterable[str] = ()) -> tuple[str, ...]:
        """Paths that differ between the commit and the work tree: changed, added (unless ignored), removed.

        Git only proposes candidates; each is settled by its bytes. Text that differs in line ends alone is the same.
        What is looked at closely is a candidate in any case: an index can be told that an edited file is as committed,
        by a clean filter, or by an edit in the same second that keeps size and time (git compares whole seconds).
        """
        under = tuple(under)
        suspects = {*self._unlike(commit, under), *self._flagged(under)}
        untracked = self.untracked(under)
        base = self._listed(commit, under, {*suspects, *self._close, *untracked})
        candidates = suspects | (self._close & base.keys())
        changed = {
            each for each in candidates if each not in base or not is_as_committed(Path(self.top, each), base[each])
        }
        pointers = self.blobs(commit, changed & base.keys())
        changed -= {path for path, committed in pointers.items() if is_pointer_to(self.read(path), committed)}
        changed.update(untracked)
        return tuple(sorted(changed - {path for path in changed if path not in base and not self._exists(path)}))

    def untracked(self, under: Iterable[str] = ()) -> tuple[str, ...]:
        """Files that git does not know and does not ignore."""
        return _names(self._bytes("ls-files", "--others", "--exclude-standard", "-z", "--", *under))

    def ignored(self, under: Iterable[str]) -> tuple[str, ...]:
        """Files that git does not know and was told to ignore."""
        return _names(self._bytes("ls-files", "--others", "--ignored", "--exclude-standard", "-z", "--", *under))

    def look_closely(self, layout: Layout) -> None:
        """Compare every file that may be on the tests' side by its bytes from now on, whatever git says of it."""
        self._close = frozenset(self._test_side_files(layout, "--cached"))  # untracked files count as changed anyway

    def test_side_files(self, layout: Layout) -> tuple[str, ...]:
        """Tracked and untracked files that may be on the tests' side: below a test root, or conftests and settings."""
        return self._test_side_files(layout, "--cached", "--others", "--exclude-standard")

    def _test_side_files(self, layout: Layout, *which: str) -> tuple[str, ...]:
        patterns = [f":(top,glob){root}/**" for root in layout.tests]
        patterns += [f":(top,glob)**/{name}" for name in ("conftest.py", "test/**", "tests/**", *layout.patterns)]
        known = _names(self._bytes("ls-files", "-z", *which, "--", *patterns))
        return tuple(sorted(set(known)))

    def staged(self) -> tuple[str, ...]:
        """Paths in the index that differ from HEAD."""
        return _names(
            self._bytes("diff-index", "--cached", "--no-renames", "--name-only", "-z", self.head() or _EMPTY_TREE)
        )

    def operation_in_progress(self) -> str | None:
        """`merge`, `rebase`, … while one has not ended, else None."""
        return next((name for mark, name in _IN_PROGRESS.items() if Path(self.git_dir, mark).exists()), None)

    def _unlike(self, commit: str, under: tuple[str, ...]) -> tuple[str, ...]:
        return _names(self._bytes("diff-index", "--no-renames", "--name-only", "-z", commit, "--", *under))

    def _flagged(self, under: tuple[str, ...]) -> list[str]:
        """Files whose index entry tells git not to look: lower-case letters are `assume-unchanged`, S `skip-worktree`."""
        lines = self._bytes("ls-files", "-v", "-z", "--", *under).split(b"\0")
        return [os.fsdecode(line[2:]) for line in lines if line[:1].islower() or line[:1] == b"S"]

    def _exists(self, path: str) -> bool:
        return os.path.lexists(os.path.join(self.top, path))  # noqa: PTH118 - lexists has no Path form in 3.11

    # -- writing

    def commit(self, paths: Iterable[str], message: str) -> str:
        """Commit these paths as they are in the work tree, and nothing else; the new commit's id.

        Hooks and signing run. Raises git's own error when one refuses; the index is then as it was before.
        """
        index = Path(self._text("rev-parse", "--path-format=absolute", "--git-path", "index").strip())
        before = index.read_bytes() if index.exists() else None
        paths = list(paths)
        listed = [f":(top,literal){path}" for path in paths]
        added = [name for path, name in zip(paths, listed, strict=True) if self._exists(path)]
        try:
            # What `git rm` took out of the index already cannot be added; `commit --only` knows it from HEAD.
            self._bytes("add", "--force", "--", *added)
            self._bytes("commit", "--only", "--quiet", "--file=-", "--", *listed, stdin=message)
        except BaseException:
            if before is not None:
                index.write_bytes(before)
            raise
        return self.resolve("HEAD")

    @property
    def refusal(self) -> type[Exception]:
        """What `commit` raises when git, a hook or the signing program refuses."""
        return _git_error()

    @cached_property
    def is_shallow(self) -> bool:
        """Whether history was cut off when this repository was cloned."""
        return self._text("rev-parse", "--is-shallow-repository").strip() == "true"

    # -- git

    def _unknown(self, revision: str) -> Unusable | CannotDecide:
        if revision == "HEAD":
            return Unusable(
                "this repository has no commit yet",
                why="every gate compares with what was committed",
                next_step="git add -A && git commit -m 'first commit'",
            )
        if self.is_shallow:
            return CannotDecide(
                f"the base {revision} is not in this shallow clone",
                why="without it nobody can tell which tests are new",
                next_step="git fetch --unshallow (in CI: fetch-depth: 0)",
            )
        return Unusable(
            f"there is no commit {revision!r}",
            why="it is the base that the tests are compared with",
            next_step="git branch -a lists the names; give one with --tdd-base=REV",
        )

    def _text(self, *args: str, stdin: str | None = None) -> str:
        return os.fsdecode(self._bytes(*args, stdin=stdin))

    def _bytes(self, *args: str, stdin: str | None = None) -> bytes:
        """What git printed, in the top of the work tree; raises GitCommandError."""
        import tempfile  # noqa: PLC0415 - for the few calls that have input

        command = ["git", *_PLAIN, *args]
        if stdin is None:
            return bytes(self._repo.git.execute(command, stdout_as_string=False, strip_newline_in_stdout=False))
        with tempfile.TemporaryFile() as stream:
            stream.write(stdin.encode("utf-8", "surrogateescape"))
            stream.seek(0)
            return bytes(
                self._repo.git.execute(command, istream=stream, stdout_as_string=False, strip_newline_in_stdout=False)
            )


def _git_error() -> type[Exception]:
    import git  # noqa: PLC0415 - already imported wherever a repository is open

    return git.GitCommandError


def _names(listing: bytes) -> tuple[str, ...]:
    return tuple(os.fsdecode(name) for name in listing.split(b"\0") if name)
