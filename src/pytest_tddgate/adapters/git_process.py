"""Runs git in a repository, with settings that could falsify its answers switched off."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from pytest_tddgate.domain.run.signal_names import signal_name
from pytest_tddgate.errors import CannotDecide

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PLAIN", "GitError", "GitProcess", "git_environment", "git_says", "names_of", "run_git"]

PLAIN = (
    "git",
    "--no-replace-objects",
    *("-c", "core.checkStat=default"),
    *("-c", "core.trustctime=true"),
    *("-c", "core.ignoreStat=false"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.untrackedCache=false"),
    *("-c", "core.quotePath=false"),
    *("-c", "log.showSignature=false"),
    *("-c", "log.showRoot=true"),
    *("-c", "log.follow=false"),
    *("-c", "log.diffMerges=separate"),
    *("-c", f"diff.orderFile={os.devnull}"),
    *("-c", "i18n.logOutputEncoding=UTF-8"),
    *("-c", "i18n.commitEncoding=UTF-8"),
    *("-c", "advice.graftFileDeprecated=false"),
)
"""The start of a git command line whose answers do not depend on the user's settings.

Formats, renames, abbreviations and colors are missing here, because our commands set them themselves.
"""

_KEPT = frozenset({
    "GIT_AUTHOR_DATE", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_NAME", "GIT_COMMITTER_DATE", "GIT_COMMITTER_EMAIL",
    "GIT_COMMITTER_NAME", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM", "GIT_EXEC_PATH",
    "GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_TERMINAL_PROMPT", "GIT_EDITOR",
})  # fmt: skip
_SAFE = {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull, "GIT_OPTIONAL_LOCKS": "0"}
_ENGLISH = {"LANGUAGE": "C", "LC_ALL": "C"}


class GitError(Exception):
    """A git command failed; the text is git's message, `code` its exit code.

    Commands that look for one thing exit with 1 if there is none, and with another code if the search itself failed.
    """

    def __init__(self, said: str, code: int) -> None:
        """Keep git's message and exit code."""
        super().__init__(said)
        self.code = code


def git_environment() -> dict[str, str]:
    """The environment of this process, without git's variables that name another repository or falsify its answers."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
    return kept | _SAFE


def run_git(directory: str, *args: str, stdin: str = "", variables: Mapping[str, str] | None = None) -> bytes:
    """What git printed, run in a directory, with these environment variables added.

    Raises GitError if git failed, and CannotDecide if a signal ended it.
    """
    done = subprocess.run(  # noqa: S603 - git, with arguments of ours
        [*PLAIN, *args],
        cwd=directory,
        env=git_environment() | _ENGLISH | dict(variables or {}),
        input=stdin.encode("utf-8", "surrogateescape"),
        capture_output=True,
        check=False,
        start_new_session=True,  # Ctrl-C is meant for the run that the user sees, and would cost us the answer
    )
    if done.returncode < 0:
        raise CannotDecide(
            f"git was ended by {signal_name(-done.returncode)}",
            why="its answer is unknown",
            next_step="run it again",
        )
    if done.returncode > 0:
        raise GitError(os.fsdecode(done.stderr).strip(), done.returncode)
    return done.stdout


def git_says(*args: str, directory: str = ".", variables: Mapping[str, str] | None = None) -> str:
    """What git printed, stripped; empty if it failed. The arguments are those of `run_git`."""
    try:
        return os.fsdecode(run_git(directory, *args, variables=variables)).strip()
    except GitError:
        return ""


class GitProcess:
    """Runs plumbing commands in the top of one work tree."""

    def __init__(self, top: str, git_dir: str, common_dir: str) -> None:
        """Use the repository of the work tree at `top`; all three paths are absolute, with links resolved."""
        self.top = top
        self.git_dir = git_dir
        self.common_dir = common_dir

    def _text(self, *args: str, stdin: str = "") -> str:
        return os.fsdecode(self._bytes(*args, stdin=stdin))

    def _bytes(self, *args: str, stdin: str = "") -> bytes:
        return run_git(self.top, *args, stdin=stdin)


def names_of(listing: bytes) -> tuple[str, ...]:
    """The paths in a NUL-terminated listing."""
    return tuple(os.fsdecode(name) for name in listing.split(b"\0") if name)
