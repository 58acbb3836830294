"""The commit that a submodule has checked out, whatever its settings and its files."""

from __future__ import annotations

import os
import re
from pathlib import Path

from pytest_tddgate.adapters.git_folders import git_dir
from pytest_tddgate.adapters.git_process import git_says

__all__ = ["checked_out", "is_at"]

_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def is_at(full: str, commit: str) -> bool:
    """Whether the folder at an absolute path is a submodule that is at this commit or was not checked out."""
    if not Path(full).is_dir():
        return False
    return checked_out(full) == commit if os.path.lexists(os.path.join(full, ".git")) else True


def checked_out(full: str) -> str | None:
    """The id of the checked-out commit of the repository whose top is this folder; None if there is none."""
    if not os.path.lexists(os.path.join(full, ".git")):
        return None
    try:
        head = Path(full, git_dir(Path(full)), "HEAD").read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return None
    # A branch that is checked out (rare in submodules) can only be resolved by git.
    return head if _ID.fullmatch(head) else git_says("rev-parse", "--verify", "--quiet", "HEAD", directory=full) or None
