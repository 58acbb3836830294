"""Packs history into bytes that can be sent to another machine: git's own bundles."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.errors import CannotDecide

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["bundled", "unbundled"]

_SAFE_OPTIONS = (
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "init.templateDir="),
    *("-c", "core.autocrlf=false"),
    *("-c", "safe.bareRepository=all"),
    *("-c", "submodule.recurse=false"),
    *("-c", "fetch.recurseSubmodules=false"),
)


def bundled(top: str, commits: Iterable[str]) -> bytes:
    """A bundle of these commits (ids) of the repository at `top`, with all their ancestors."""
    with tempfile.TemporaryDirectory(prefix="tddgate-") as scratch:
        # A bundle needs refs. They are made in a scratch repository, so that the user's repository gets none.
        between = str(Path(scratch, "between"))
        _git(scratch, "init", "--quiet", "--bare", between)
        objects = _git(top, "rev-parse", "--path-format=absolute", "--git-path", "objects").decode().strip()
        Path(between, "objects", "info", "alternates").write_text(f"{objects}\n", encoding="utf-8")
        for number, commit in enumerate(commits):
            _git(between, "update-ref", f"refs/heads/tddgate-{number}", commit)
        return _git(between, "bundle", "create", "--quiet", "-", "--all")


def unbundled(data: bytes, directory: str, head: str) -> None:
    """Make a repository from a bundle in `directory` (absolute, created here) and check out the commit `head`."""
    Path(directory).mkdir(parents=True)
    _git(directory, "init", "--quiet")
    with tempfile.TemporaryDirectory(prefix="tddgate-") as scratch:
        file = Path(scratch, "bundle")
        file.write_bytes(data)
        _git(directory, "fetch", "--quiet", str(file), "refs/heads/*:refs/tddgate/*")
    _git(directory, "checkout", "--quiet", "--detach", head)


def _git(directory: str, *args: str) -> bytes:
    """What git printed; raises CannotDecide with git's error message when git fails."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(  # noqa: S603 - git, with arguments of our own
        ["git", *_SAFE_OPTIONS, *args],  # noqa: S607 - as every other git here
        cwd=directory,
        env=clean | {"GIT_CONFIG_NOSYSTEM": "1", "GIT_LFS_SKIP_SMUDGE": "1", "GIT_TERMINAL_PROMPT": "0"},
        check=False,
        capture_output=True,
        start_new_session=True,
    )
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip()[-300:]
        raise CannotDecide(f"git could not pack or unpack the history: {words}")
    return done.stdout
