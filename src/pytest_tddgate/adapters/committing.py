"""Commits exactly the given files as they are in the work tree, and takes the commit back if a hook changed it."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.changed_by_hook import ChangedByHook
from pytest_tddgate.adapters.git_process import names_of
from pytest_tddgate.adapters.git_writing import CommitRefused, commit_only, stage
from pytest_tddgate.adapters.work_tree import WorkTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Committing"]


class Committing(WorkTree):
    """The operations that write to the history; see `ports.Repository`."""

    @cached_property
    def _empty_tree(self) -> str:
        """The id of the empty tree in this repository's hash algorithm."""
        return self._text("hash-object", "-t", "tree", "--stdin").strip()

    @property
    def refusal(self) -> type[Exception]:
        """What `commit` raises when git, a hook or the signing program refuses, or when a hook changed the commit."""
        return CommitRefused

    def refusal_words(self, problem: Exception) -> str:
        """The message of git or of the hook that refused, or what a hook changed."""
        return str(problem)

    def commit(self, paths: Iterable[str], message: str) -> str:
        """Commit these paths as they are in the work tree, and nothing else; returns the new commit's id.

        Hooks and signing run. Raises `refusal` when one of them refuses, or when a hook changed what is committed:
        index and history are then restored. What a hook wrote to the work tree stays.
        """
        index = self._place_of("index")
        before = index.read_bytes() if index.exists() else None
        head, paths = self.head(), list(paths)
        listed = [f":(top,literal){path}" for path in paths]
        added = [name for path, name in zip(paths, listed, strict=True) if self._exists(path)]
        try:
            stage(self.top, added)
            wanted, lying = self._staged_entries(added), {path: self.read(path) for path in paths}
            commit_only(self.top, listed, message, str(self._place_of("hooks")))
            self.look_again()
            self._check_unchanged(head, wanted, lying)
        except BaseException:
            index.unlink(missing_ok=True) if before is None else index.write_bytes(before)
            raise
        return self.resolve("HEAD")

    def _check_unchanged(
        self, before: str | None, wanted: Mapping[str, str], lying: Mapping[str, bytes | None]
    ) -> None:
        """Take the commit back and raise ChangedByHook if it or the work tree differs from what was to be committed.

        `before` is the former HEAD, `wanted` the staged entries of the paths that exist, `lying` every path's bytes.
        """
        made = self.resolve("HEAD")
        touched = names_of(
            self._bytes("diff-tree", "-r", "--no-renames", "--name-only", "-z", before or self._empty_tree, made)
        )
        found = self.entries(made, [f":(literal){path}" for path in lying])
        entries = {path: " ".join(entry) for path, entry in found.items()}
        changed = [path for path in lying if entries.get(path) != wanted.get(path) or self.read(path) != lying[path]]
        others = [path for path in touched if path not in lying]
        if changed or others:
            back = ("HEAD", before, made) if before else ("-d", "HEAD", made)
            self._bytes("update-ref", "-m", "tddgate: a hook changed the commit", *back)
            self.look_again()
            raise ChangedByHook(sorted(changed), others)

    def _staged_entries(self, names: list[str]) -> dict[str, str]:
        """Path -> `MODE ID` in the index; `names` are pathspecs."""
        listing = names_of(self._bytes("ls-files", "--stage", "-z", "--", *names)) if names else ()
        parted = (each.partition("\t") for each in listing)
        return {path: entry.rpartition(" ")[0] for entry, _, path in parted}

    def _place_of(self, name: str) -> Path:
        """Where git keeps its file or folder of this name."""
        return Path(self._text("rev-parse", "--path-format=absolute", "--git-path", name).strip())

    def _exists(self, path: str) -> bool:
        return os.path.lexists(os.path.join(self.top, path))
