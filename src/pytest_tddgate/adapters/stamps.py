"""What shows that a file was written or swapped, and what would run in its place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.errors import CannotDecide

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


def remove_compiled(top: str, paths: Iterable[str], prefix: str = "") -> None:
    """Remove the compiled forms of those of the files (relative to `top`) that are Python: one may be forged.

    `prefix` is the folder where Python looks for them, and nowhere else; without it they lie beside the sources.
    Raises CannotDecide where one has to stay: Python could run it in place of its source.
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
    """The compiled forms of a module that Python looks at."""
    folder = source.parent
    where = Path(prefix, *folder.parts[1:]) if prefix else folder / "__pycache__"
    try:
        names = os.listdir(where)  # noqa: PTH208 - unlike a glob, it says what it cannot read
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [where / name for name in sorted(names) if name.startswith(f"{source.stem}.") and name.endswith(".pyc")]
