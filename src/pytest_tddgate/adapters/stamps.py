"""Detects that a file was written or replaced, and removes compiled code that could run in its place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.errors import CannotDecide

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Stamp", "remove_compiled", "stamp_of"]

Stamp = tuple[int, int, int, int]
"""A file's inode, size, modification time and status change time; programs cannot set the last."""


def stamp_of(top: str, path: str) -> Stamp | None:
    """The stamp of the file at this path below `top`; None if there is no file."""
    try:
        status = os.lstat(os.path.join(top, path))
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def remove_compiled(top: str, paths: Iterable[str], prefix: str = "") -> None:
    """Remove the compiled forms of the Python files among `paths` (relative to `top`), because they may be forged.

    `prefix` is the only folder in which Python looks for them; without it they are beside the sources. Raises
    CannotDecide if one cannot be removed: Python could run it in place of its source.
    """
    for path in paths:
        if path.endswith(".py"):
            try:
                for compiled in _compiled(Path(top, path), prefix):
                    compiled.unlink(missing_ok=True)
            except OSError as problem:
                raise CannotDecide(
                    f"{os.path.relpath(str(problem.filename), top)} cannot be removed: {problem.strerror}",
                    why=f"Python may run it in place of {path}",
                    next_step="export PYTHONPYCACHEPREFIX=$(mktemp -d), then run this command again",
                ) from None


def _compiled(source: Path, prefix: str) -> list[Path]:
    """The compiled forms of a module that Python would find."""
    folder = source.parent
    where = Path(prefix, *folder.parts[1:]) if prefix else folder / "__pycache__"
    try:
        names = os.listdir(where)  # noqa: PTH208 - unlike glob, it raises an error for an unreadable folder
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [where / name for name in sorted(names) if name.startswith(f"{source.stem}.") and name.endswith(".pyc")]
