"""What git keeps of files in the middle of a merge: as they were, and as each side has them."""

from __future__ import annotations

import os
import subprocess
from typing import NamedTuple

from pytest_tddgate.adapters.git_process import PLAIN

__all__ = ["Sides", "stage", "unmerged"]


class Sides(NamedTuple):
    """The bytes of a file in conflict, None where a side has none."""

    base: bytes | None
    ours: bytes | None
    theirs: bytes | None


def unmerged(top: str) -> dict[str, Sides]:
    """The files in conflict of the repository at `top`, by path. Raises CalledProcessError where git fails."""
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
    """Take the files as they are now for the merged ones. Raises CalledProcessError where git fails."""
    _git(top, "add", "--", *paths)


def _git(top: str, *args: str) -> bytes:
    command = [*PLAIN, "--literal-pathspecs", *args]
    return subprocess.run(command, cwd=top, check=True, capture_output=True).stdout  # noqa: S603 - git, and ours
