"""The commit that a submodule has checked out, whatever its settings and its files."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from pytest_tddgate.adapters.git_folders import git_dir
from pytest_tddgate.adapters.git_process import PLAIN

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
    return head if _ID.fullmatch(head) else _head_of_branch(full)


def _head_of_branch(full: str) -> str | None:
    """The commit of a branch that is checked out (rare in submodules): only git can resolve it."""
    command = [*PLAIN, "rev-parse", "--verify", "--quiet", "HEAD"]
    done = subprocess.run(command, cwd=full, capture_output=True, text=True, check=False, start_new_session=True)  # noqa: S603 - ours
    return done.stdout.strip() if done.returncode == 0 else None
