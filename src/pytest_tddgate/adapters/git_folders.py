"""The folders of a work tree and its repository, found without starting git."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["common_dir", "git_dir", "top_of"]


def top_of(folder: str) -> Path | None:
    """The top of the work tree that holds a folder, with links resolved; None outside a work tree."""
    start = Path(os.path.realpath(folder))
    return next((each for each in (start, *start.parents) if (each / ".git").exists()), None)


def git_dir(top: Path) -> Path:
    """The directory of this work tree's index and HEAD; in work trees made by `git worktree add`, `.git` is a file."""
    own = top / ".git"
    return own if own.is_dir() else Path(top, own.read_text(encoding="utf-8").partition("gitdir:")[2].strip())


def common_dir(top: Path) -> Path:
    """The directory that all work trees of a repository share."""
    own = git_dir(top)
    shared = own / "commondir"
    return Path(own, shared.read_text(encoding="utf-8").strip()) if shared.exists() else own
