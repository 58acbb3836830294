"""Reads and writes files of a work tree on the disk."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.git_history import GitHistory

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["WorkTree"]


class WorkTree(GitHistory):
    """The work tree's files, beside the history; see `ports.Repository`."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file of the work tree; None if there is no regular file."""
        try:
            return Path(self.top, path).read_bytes() if self.has_file(path) else None
        except OSError:
            return None

    def has_file(self, path: str) -> bool:
        """Whether the path is a regular file in the work tree."""
        try:
            return stat.S_ISREG(os.lstat(os.path.join(self.top, path)).st_mode)
        except OSError:
            return False

    def is_link(self, path: str) -> bool:
        """Whether the path is a link in the work tree."""
        return Path(self.top, path).is_symlink()

    def is_behind_link(self, path: str) -> bool:
        """Whether the path, or a folder on the way to it, is a link."""
        return os.path.realpath(os.path.join(self.top, path)) != os.path.join(self.top, *PurePosixPath(path).parts)

    def listing(self, folder: str) -> tuple[str, ...]:
        """The names of the files and directories in a directory of the work tree, in order."""
        full = Path(self.top, folder)
        return tuple(sorted(os.listdir(full))) if full.is_dir() else ()  # noqa: PTH208 - only names are needed

    def write(self, files: Mapping[str, bytes | None]) -> dict[str, bytes | None]:
        """Write these files (None removes one); returns the previous contents in the same form.

        Raises OSError if a file cannot be written, after restoring those that were.
        """
        before: dict[str, bytes | None] = {}
        try:
            for path, data in files.items():
                full = Path(self.top, path)
                before[path] = full.read_bytes() if full.exists() else None
                self._put(path, data)
        except OSError:
            for path, data in before.items():
                with contextlib.suppress(OSError):
                    self._put(path, data)
            raise
        return before

    def _put(self, path: str, data: bytes | None) -> None:
        full = Path(self.top, path)
        if data is None:
            full.unlink(missing_ok=True)
            return
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(data)
