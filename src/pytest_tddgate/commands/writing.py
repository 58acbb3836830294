"""Writes and removes files of the project for commands, with a next step if that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["remove_file", "write_file"]


def write_file(path: Path, content: bytes, *, why: str) -> None:
    """Write the file, and the folders above it; raises Unusable, with `why` the file matters, if that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as problem:
        raise Unusable(
            f"{path} cannot be written: {problem.strerror}",
            why=why,
            next_step="make the file writable, then run this command again",
        ) from None


def remove_file(path: Path, top: Path) -> None:
    """Remove a file, and the folders below `top` that become empty; raises Unusable if that fails."""
    try:
        path.unlink()
        for folder in path.parents:
            if folder == top or any(folder.iterdir()):
                return
            folder.rmdir()
    except OSError as problem:
        raise Unusable(
            f"{path} cannot be removed: {problem.strerror}",
            why="it holds what this command wrote",
            next_step="make its folder writable, then run this command again",
        ) from None
