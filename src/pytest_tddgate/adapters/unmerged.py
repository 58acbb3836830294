"""Files in conflict during a merge: each in its common base, our and their version."""

from __future__ import annotations

import os
import subprocess
from typing import NamedTuple

from pytest_tddgate.adapters.git_process import PLAIN

__all__ = ["Sides", "stage", "unmerged"]


class Sides(NamedTuple):
    """The versions of a file in conflict; None where a version does not exist."""

    base: bytes | None
    ours: bytes | None
    theirs: bytes | None


def unmerged(top: str) -> dict[str, Sides]:
    """Path -> versions of the files in conflict in the work tree at `top`; raises CalledProcessError if git fails."""
    ids: dict[str, list[str]] = {}
    for entry in os.fsdecode(_git(top, "ls-files", "--unmerged", "-z")).split("\0"):
        if entry:
            facts, _, path = entry.partition("\t")
            _, object_id, number = facts.split()
            ids.setdefault(path, ["", "", ""])[int(number) - 1] = object_id
    return {
        path: Sides(*(_git(top, "cat-file", "blob", each) if each else None for each in stages))
        for path, stages in ids.items()
    }


def stage(top: str, paths: list[str]) -> None:
    """Mark the files, as they are now, as resolved; raises CalledProcessError if git fails."""
    _git(top, "add", "--", *paths)


def _git(top: str, *args: str) -> bytes:
    command = [*PLAIN, "--literal-pathspecs", *args]
    return subprocess.run(command, cwd=top, check=True, capture_output=True).stdout  # noqa: S603 - git, and ours
