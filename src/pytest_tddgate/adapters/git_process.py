"""Running git in a repository, with what could make it lie switched off."""

from __future__ import annotations

import os
import tempfile
from typing import Any

__all__ = ["GitProcess", "git_error", "names_of"]

_PLAIN = (
    "--no-replace-objects",
    *("-c", "core.checkStat=default"),
    *("-c", "core.trustctime=true"),
    *("-c", "core.ignoreStat=false"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.untrackedCache=false"),
    *("-c", "core.quotePath=false"),
    *("-c", "advice.graftFileDeprecated=false"),
)


class GitProcess:
    """Runs plumbing commands in the top of one work tree."""

    def __init__(self, repo: Any) -> None:  # noqa: ANN401 - git.Repo, which is imported late
        """Read from this `git.Repo`."""
        self._repo = repo
        self.top: str = os.path.realpath(repo.working_tree_dir)
        self.git_dir: str = str(repo.git_dir)
        self.common_dir: str = str(repo.common_dir)

    def _text(self, *args: str, stdin: str | None = None) -> str:
        return os.fsdecode(self._bytes(*args, stdin=stdin))

    def _bytes(self, *args: str, stdin: str | None = None) -> bytes:
        """What git printed, in the top of the work tree; raises GitCommandError."""
        command = ["git", *_PLAIN, *args]
        if stdin is None:
            return bytes(self._repo.git.execute(command, stdout_as_string=False, strip_newline_in_stdout=False))
        with tempfile.TemporaryFile() as stream:
            stream.write(stdin.encode("utf-8", "surrogateescape"))
            stream.seek(0)
            return bytes(
                self._repo.git.execute(command, istream=stream, stdout_as_string=False, strip_newline_in_stdout=False)
            )


def git_error() -> type[Exception]:
    """What a command of git raises when it fails."""
    import git  # noqa: PLC0415 - already imported wherever a repository is open

    return git.GitCommandError


def names_of(listing: bytes) -> tuple[str, ...]:
    """The paths in a listing that NUL bytes end."""
    return tuple(os.fsdecode(name) for name in listing.split(b"\0") if name)
