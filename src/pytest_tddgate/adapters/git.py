"""Facts from git objects and from the work tree, without the settings that could falsify them.

These settings can make git answer wrongly, and are switched off: replace refs, grafts, `GIT_*` variables,
`assume-unchanged` and `skip-worktree` flags, stat shortcuts, file system monitors. Bytes are read and hashed in Python,
so that filters and attributes have no effect.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.blobs import entry_of, is_as_committed, is_pointer_to
from pytest_tddgate.adapters.committing import Committing
from pytest_tddgate.adapters.git_folders import common_dir, git_dir, top_of
from pytest_tddgate.adapters.git_obstacles import bare, distrusted, elsewhere, missing, outside, unreadable
from pytest_tddgate.adapters.git_process import GitError, git_environment, names_of
from pytest_tddgate.domain.contracts.layout import PYTEST_OWN, Side, is_below

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.errors import Unusable

__all__ = ["GitRepository", "open_repository"]

_FLAGGED = re.compile(rb"\0[a-zS] ([^\0]+)")
_FEW = 100  # paths: git compares each pathspec with every entry of the folders on the way
_PLAIN_NAMES = ("--no-renames", "--name-only", "-z")
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
    clean = git_environment()
    for name in os.environ.keys() - clean.keys():
        del os.environ[name]  # for the processes that GitPython and the gates start
    os.environ.update(clean)
    if shutil.which("git") is None:
        raise missing()
    top = top_of(directory)
    folders = (top, git_dir(top), common_dir(top)) if top else (directory,) * 3
    found = GitRepository(*map(os.path.realpath, folders))
    if top is None or not found.is_own_work_tree():
        raise found.obstacle(directory)
    return found


def _is_under(path: str, folders: tuple[str, ...]) -> bool:
    return not folders or any(is_below(path, folder) for folder in folders)


class GitRepository(Committing):
    """One work tree and its repository; see `ports.Repository`."""

    _close_layout: Layout | None = None

    def is_own_work_tree(self) -> bool:
        """Whether git's work tree is the directory that holds `.git`; `core.worktree` can name another directory."""
        try:
            return os.path.realpath(self._text("rev-parse", "--show-toplevel").removesuffix("\n")) == self.top
        except GitError:
            return False

    def obstacle(self, directory: str) -> Unusable:
        """Why no gate can judge this directory, for which `is_own_work_tree` is false."""
        try:
            is_bare = self._text("rev-parse", "--is-bare-repository").strip() == "true"
        except GitError as problem:
            if "dubious ownership" in str(problem):
                return distrusted(self.top)
            is_outside = "not a git repository" in str(problem)
            return outside(directory) if is_outside else unreadable(str(problem))
        return bare() if is_bare else elsewhere(self.top)

    # -- the work tree

    def entry_here(self, path: str) -> tuple[str, str] | None:
        """(mode, object id) that a file of the work tree would have in a commit; None if there is no such file."""
        return entry_of(os.path.join(self.top, path), like=self.head() or self._empty_tree)

    def changed_since(self, commit: str, under: Iterable[str] = ()) -> tuple[str, ...]:
        """Paths that differ between the commit and the work tree: changed, added (unless ignored), removed.

        Git only proposes candidates; the bytes decide. Text that differs only in line ends counts as unchanged. Files
        named by `look_closely` are always candidates, because git's index can report an edited file as unchanged: after
        a clean filter, or after an edit in the same second that keeps size and time (git compares whole seconds).
        """
        under = tuple(under)
        suspects = {*self._reported_changes(commit, under), *self._flagged(under)}
        close = self._test_side_files(self._close_layout, "--cached") if self._close_layout else ()
        close = tuple(path for path in close if _is_under(path, under))
        return self._differing(commit, {*suspects, *close}, self.untracked(under))

    def tests_changed_since(self, commit: str, layout: Layout) -> tuple[str, ...]:
        """As `changed_since`, but only for test files: all of them, and no others, are compared by their bytes.

        They are listed from the commit as well as from the index, because a file can be removed from the index.
        """
        under = (layout.root,) if layout.root else ()
        known = self._test_side_files(layout, "--cached", f"--with-tree={commit}")
        suspects = {path for path in known if _is_under(path, under)}
        changed = self._differing(commit, suspects, self.untracked(under))
        return tuple(path for path in changed if layout.side_of(path) is Side.TEST)

    def _differing(self, commit: str, suspects: set[str], untracked: Iterable[str]) -> tuple[str, ...]:
        """Untracked files, and those of the suspects that differ from the commit."""
        wanted = {*suspects, *untracked}
        base = self._listed(commit, self._narrowed(wanted), wanted) if wanted else {}
        top = self.top + os.sep
        changed = {path for path in suspects if path not in base or not is_as_committed(top + path, base[path])}
        pointers = self.blobs(commit, changed & base.keys())
        changed -= {path for path, committed in pointers.items() if is_pointer_to(self.read(path), committed)}
        changed.update(untracked)
        return tuple(sorted(changed - {path for path in changed if path not in base and not self._exists(path)}))

    def _narrowed(self, wanted: set[str]) -> tuple[str, ...]:
        """Pathspecs that cover these paths in a commit: the test roots and a few others; empty means everywhere."""
        roots = [root for root in self._close_layout.tests if root] if self._close_layout else []
        inside = tuple(f"{root}/" for root in roots)
        others = [path for path in wanted if not path.startswith(inside)]
        return () if len(others) > _FEW else tuple(f":(literal){path}" for path in (*roots, *others))

    def untracked(self, under: Iterable[str] = ()) -> tuple[str, ...]:
        """Files that git does not track and does not ignore."""
        return names_of(self._bytes("ls-files", "--others", "--exclude-standard", "-z", "--", *under))

    def has_object(self, object_id: str) -> bool:
        """Whether git has an object with this id, in a commit or not."""
        return self.objects([object_id])[0] is not None

    def ignored(self, under: Iterable[str]) -> tuple[str, ...]:
        """Files that git does not track and ignores."""
        return names_of(self._bytes("ls-files", "--others", "--ignored", "--exclude-standard", "-z", "--", *under))

    def look_closely(self, layout: Layout) -> None:
        """From now on, compare every file that may be on the tests' side by its bytes, whatever git reports."""
        self._close_layout = layout

    def test_side_files(self, layout: Layout) -> tuple[str, ...]:
        """Tracked and untracked files that may be on the tests' side: below a test root, or conftests and settings."""
        return self._test_side_files(layout, "--cached", "--others", "--exclude-standard")

    def _test_side_files(self, layout: Layout, *which: str) -> tuple[str, ...]:
        modules = [each.rpartition("/")[2] for each in layout.patterns]
        names = ("conftest.py", "test/**", "tests/**", *PYTEST_OWN, *modules)
        # A test root can be a file: hence the second pattern.
        patterns = [f":(top,glob){root}/**" if root else ":(top,glob)**" for root in layout.tests]
        patterns += [f":(top,literal){root}" for root in layout.tests if root]
        patterns += [f":(top,glob)**/{name}" for name in names]
        known = names_of(self._bytes("ls-files", "-z", *which, "--", *patterns))
        return tuple(sorted(set(known)))

    def staged(self) -> tuple[str, ...]:
        """Paths in the index that differ from HEAD."""
        options = ("--cached", *_PLAIN_NAMES, "--ignore-submodules=none")
        return names_of(self._bytes("diff-index", *options, self.head() or self._empty_tree))

    def has_edits(self) -> bool:
        """Whether git reports a tracked file of the work tree or the index as different from HEAD."""
        return bool(self._reported_changes("HEAD", ()))

    def operation_in_progress(self) -> str | None:
        """The operation that is in progress (`merge`, `rebase`, …), or None."""
        return next((name for mark, name in _IN_PROGRESS.items() if Path(self.git_dir, mark).exists()), None)

    def _reported_changes(self, commit: str, under: tuple[str, ...]) -> tuple[str, ...]:
        # A submodule's commit counts, even if `.gitmodules` says to ignore it; uncommitted changes inside it do not.
        options = (*_PLAIN_NAMES, "--ignore-submodules=dirty")
        return names_of(self._bytes("diff-index", *options, commit, "--", *under))

    def _flagged(self, under: tuple[str, ...]) -> list[str]:
        """Files that git skips by index flags: lower-case letters are `assume-unchanged`, S is `skip-worktree`."""
        listing = b"\0" + self._bytes("ls-files", "-v", "-z", "--", *under)
        return [os.fsdecode(path) for path in _FLAGGED.findall(listing)]
