"""What shows that a file was written or swapped, and what would run in its place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Stamp", "remove_compiled", "stamp_of"]

Stamp = tuple[int, int, int, int]
"""Of a file: inode, size, and the times at which bytes and entry changed. The last cannot be set by a program."""


def stamp_of(top: str, path: str) -> Stamp | None:
    """The stamp of the file at this path below `top`, None where there is none."""
    try:
        status = os.lstat(os.path.join(top, path))
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def remove_compiled(top: str, paths: Iterable[str]) -> None:
    """Remove the compiled forms of those of the files (relative to `top`) that are Python: one may be forged."""
    for path in paths:
        if path.endswith(".py"):
            full = Path(top, path)
            for compiled in (full.parent / "__pycache__").glob(f"{full.stem}.*.pyc"):
                compiled.unlink(missing_ok=True)
