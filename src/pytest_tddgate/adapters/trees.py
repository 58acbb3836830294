"""Lays out a commit's files in a directory of their own, outside the checkout."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.snapshot import LINK_MODE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.ports import Repository

__all__ = ["laid_out"]


@contextmanager
def laid_out(repository: Repository, commit: str, copied: Iterable[str] = ()) -> Iterator[str]:
    """The absolute path of a directory with every file of the commit, byte for byte: no filters, no attributes.

    `copied` are files of the work tree that are not in the commit but that the code needs, such as build products. The
    directory is removed at the end.
    """
    with tempfile.TemporaryDirectory(prefix="tddgate-tree-") as name:
        directory = os.path.realpath(name)
        entries = repository.entries(commit)
        blobs = repository.blobs(commit, entries)
        for path, (mode, _) in entries.items():
            if path in blobs:
                _write(Path(directory, path), mode, blobs[path])
        for path in copied:
            source, target = Path(repository.top, path), Path(directory, path)
            # A link in the commit may point out of the directory; a nested repository is listed as a folder.
            if source.is_file() and not target.exists() and target.resolve().is_relative_to(directory):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, target)
        yield directory


def _write(target: Path, mode: str, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if mode == LINK_MODE:
        target.symlink_to(os.fsdecode(data))
        return
    target.write_bytes(data)
    if mode == "100755":
        target.chmod(0o755)
