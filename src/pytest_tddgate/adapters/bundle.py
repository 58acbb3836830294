"""Packs history into bytes that can be sent to another machine: git's own bundles."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.blobs import algorithm_of
from pytest_tddgate.adapters.git_process import GitError, run_git
from pytest_tddgate.errors import CannotDecide

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["bundled", "unbundled"]

_SAFE_OPTIONS = (
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "init.templateDir="),
    *("-c", "core.autocrlf=false"),
    *("-c", "safe.bareRepository=all"),
    *("-c", "submodule.recurse=false"),
    *("-c", "fetch.recurseSubmodules=false"),
)

_WITHOUT_DOWNLOADS = {"GIT_LFS_SKIP_SMUDGE": "1"}  # a bundle has no server to load large files from


def bundled(top: str, commits: Sequence[str]) -> bytes:
    """A bundle of these commits (ids) of the repository at `top`, with all their ancestors."""
    with tempfile.TemporaryDirectory(prefix="tddgate-") as scratch:
        # A bundle needs refs. They are made in a scratch repository, so that the user's repository gets none.
        between = str(Path(scratch, "between"))
        _git(scratch, "init", "--quiet", "--bare", _format_of(commits[0]), between)
        objects = _git(top, "rev-parse", "--path-format=absolute", "--git-path", "objects").decode().strip()
        Path(between, "objects", "info", "alternates").write_text(f"{objects}\n", encoding="utf-8")
        for number, commit in enumerate(commits):
            _git(between, "update-ref", f"refs/heads/tddgate-{number}", commit)
        return _git(between, "bundle", "create", "--quiet", "-", "--all")


def unbundled(data: bytes, directory: str, head: str) -> None:
    """Make a repository from a bundle in `directory` (absolute, created here) and check out the commit `head`."""
    Path(directory).mkdir(parents=True)
    _git(directory, "init", "--quiet", _format_of(head))
    with tempfile.TemporaryDirectory(prefix="tddgate-") as scratch:
        file = Path(scratch, "bundle")
        file.write_bytes(data)
        _git(directory, "fetch", "--quiet", str(file), "refs/heads/*:refs/tddgate/*")
    _git(directory, "checkout", "--quiet", "--detach", head)


def _format_of(commit: str) -> str:
    return f"--object-format={algorithm_of(commit)}"


def _git(directory: str, *args: str) -> bytes:
    """What git printed; raises CannotDecide with git's error message when git fails."""
    try:
        return run_git(directory, *_SAFE_OPTIONS, *args, variables=_WITHOUT_DOWNLOADS)
    except GitError as problem:
        raise CannotDecide(f"git could not pack or unpack the history: {str(problem)[-300:]}") from None
