"""A directory that shows one snapshot after another, and writes only the differences.

Measured on 5,000 files: switching such a tree takes 0.09 s, a new `git worktree` 6 to 14 s. Hard links to the checkout
would be as fast, but a test that writes to its own files would then write to the user's.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.stamps import stamp_of
from pytest_tddgate.domain.contracts.snapshot import LINK_MODE, SUBMODULE_MODE
from pytest_tddgate.errors import CannotDecide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.adapters.git_history import GitHistory
    from pytest_tddgate.adapters.stamps import Stamp
    from pytest_tddgate.domain.contracts.snapshot import Snapshot

__all__ = ["KeptTree", "scratch_directory"]

_PREFIX = "tddgate-audit-"
_LOCK = "lock"
_CHUNK = 2000  # files that are read at once: limits the memory needed for a large tree


class KeptTree:
    """A directory, and a record of what was written into it."""

    def __init__(self, directory: str, history: GitHistory) -> None:
        """Use `directory` (absolute; made if missing), with objects read through `history`."""
        self.directory = directory
        self._history = history
        self._written: dict[str, tuple[tuple[str, str], Stamp | None]] = {}
        self._settled: dict[str, Stamp | None] = {}
        Path(directory).mkdir(parents=True, exist_ok=True)

    def show(self, snapshot: Snapshot) -> None:
        """Make the directory hold exactly this snapshot, whatever was changed in it; submodules stay empty."""
        entries = {path: entry for path, entry in snapshot.entries.items() if entry[0] != SUBMODULE_MODE}
        for path in entries:
            _check(path)
        self._settled = {}
        self._remove_all_but(entries)
        missing = [path for path in entries if path not in self._written]
        # Links come last, so that nothing is written through a link.
        missing.sort(key=lambda path: entries[path][0] == LINK_MODE)
        for first in range(0, len(missing), _CHUNK):
            chunk = missing[first : first + _CHUNK]
            blobs = self._history.objects(entries[path][1] for path in chunk)
            for path, data in zip(chunk, blobs, strict=True):
                if data is None:
                    raise CannotDecide(
                        f"git has no object for {path}",
                        why="the audit runs what was committed",
                        next_step="git fetch --refetch (a partial clone lacks objects; in CI: no filter)",
                    )
                self._written[path] = (entries[path], self._write(path, entries[path][0], data))

    def settle(self) -> None:
        """Accept the current state of the files, written by a build, as laid out, until the next `show`."""
        self._settled |= {path: stamp_of(self.directory, path) for path in self._touched()}

    def written(self) -> dict[str, bool]:
        """Path -> whether it has the snapshot's bytes, for each laid-out file that was written or removed since."""
        touched = self._touched()
        blobs = self._history.objects(self._written[path][0][1] for path in touched)
        return {path: self._bytes(path) == data for path, data in zip(touched, blobs, strict=True)}

    def _touched(self) -> list[str]:
        """The laid-out files that changed after they were laid out or settled."""
        return [
            path
            for path, (_, stamp) in self._written.items()
            if stamp_of(self.directory, path) != self._settled.get(path, stamp)
        ]

    def _bytes(self, path: str) -> bytes | None:
        """A file's content, or a link's target, as git stores it; None if the path is neither."""
        full = Path(self.directory, path)
        try:
            return os.fsencode(full.readlink()) if full.is_symlink() else full.read_bytes()
        except OSError:
            return None

    def _remove_all_but(self, entries: dict[str, tuple[str, str]]) -> None:
        """Remove files that were changed or are not in `entries`, and folders that hold none of them."""
        folders = {str(parent) for path in entries for parent in PurePosixPath(path).parents}
        kept = {}
        for path, full, is_folder in _walk(self.directory):
            if is_folder:
                if path not in folders:
                    shutil.rmtree(full, ignore_errors=True)
                continue
            known = self._written.get(path)
            if known is not None and known[0] == entries.get(path) and known[1] == stamp_of(self.directory, path):
                kept[path] = known
            else:
                os.unlink(full)  # noqa: PTH108 - this module handles paths as strings
        self._written = kept

    def _write(self, path: str, mode: str, data: bytes) -> Stamp | None:
        target = Path(self.directory, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        if mode == LINK_MODE:
            target.symlink_to(os.fsdecode(data))
        else:
            target.write_bytes(data)
            if mode == "100755":
                target.chmod(0o755)
        return stamp_of(self.directory, path)


@contextlib.contextmanager
def scratch_directory() -> Iterator[str]:
    """The absolute path of a directory that is removed at the end; directories of killed audits are removed first.

    The directory of a running audit is locked; the system drops the lock when the process ends, however it ends.
    """
    _remove_left_behind()
    directory = os.path.realpath(tempfile.mkdtemp(prefix=_PREFIX))
    lock = _locked(directory)
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)
        if lock >= 0:
            os.close(lock)


def _remove_left_behind() -> None:
    for entry in os.scandir(tempfile.gettempdir()):
        if not entry.name.startswith(_PREFIX) or not entry.is_dir(follow_symlinks=False):
            continue
        with contextlib.suppress(OSError):
            descriptor = os.open(os.path.join(entry.path, _LOCK), os.O_RDWR)
            try:
                if _try_lock(descriptor):
                    shutil.rmtree(entry.path, ignore_errors=True)
            finally:
                os.close(descriptor)


def _locked(directory: str) -> int:
    """Descriptor of a locked file in the directory; it gets its final name only once it is locked."""
    before = os.path.join(directory, f"{_LOCK}.new")
    descriptor = os.open(before, os.O_CREAT | os.O_RDWR, 0o600)
    _try_lock(descriptor)
    os.replace(before, os.path.join(directory, _LOCK))  # noqa: PTH105 - as above
    return descriptor


def _try_lock(descriptor: int) -> bool:
    """Whether the file could be locked; always False on systems without flock, where nothing is removed."""
    try:
        import fcntl  # noqa: PLC0415 - missing on Windows
    except ImportError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _walk(directory: str, below: str = "") -> Iterator[tuple[str, str, bool]]:
    """Relative path, absolute path and whether it is a folder, for everything below; folders precede their content."""
    full = os.path.join(directory, below) if below else directory
    if not os.path.isdir(full):  # noqa: PTH112 - the caller may have removed it
        return
    for entry in list(os.scandir(full)):
        path = f"{below}/{entry.name}" if below else entry.name
        is_folder = entry.is_dir(follow_symlinks=False)
        yield path, entry.path, is_folder
        if is_folder:
            yield from _walk(directory, path)


def _check(path: str) -> None:
    """Raise CannotDecide for a path that would be written outside the directory; git objects can hold such paths."""
    parts = PurePosixPath(path).parts
    if ".." in parts or path.startswith("/") or ".git" in parts:
        raise CannotDecide(
            f"the commit holds the path {path!r}",
            why="it points outside the tree",
            next_step="git fsck names the commit that brought it",
        )
