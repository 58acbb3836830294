"""Files in conflict during a merge: each in its common base, our and their version."""

from __future__ import annotations

import os
from typing import NamedTuple

from pytest_tddgate.adapters.git_process import run_git

__all__ = ["Sides", "stage", "unmerged"]


class Sides(NamedTuple):
    """The versions of a file in conflict; None where a version does not exist."""

    base: bytes | None
    ours: bytes | None
    theirs: bytes | None


def unmerged(top: str) -> dict[str, Sides]:
    """Path -> versions of the files in conflict in the work tree at `top`; raises GitError if git fails."""
    ids: dict[str, list[str]] = {}
    for entry in os.fsdecode(run_git(top, "ls-files", "--unmerged", "-z")).split("\0"):
        if entry:
            facts, _, path = entry.partition("\t")
            _, object_id, number = facts.split()
            ids.setdefault(path, ["", "", ""])[int(number) - 1] = object_id
    return {
        path: Sides(*(run_git(top, "cat-file", "blob", each) if each else None for each in stages))
        for path, stages in ids.items()
    }


def stage(top: str, paths: list[str]) -> None:
    """Mark the files, as they are now, as resolved; raises GitError if git fails."""
    run_git(top, "--literal-pathspecs", "add", "--", *paths)
