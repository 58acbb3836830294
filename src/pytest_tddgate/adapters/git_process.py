"""Running git in a repository, with what could make it lie switched off."""

from __future__ import annotations

import os
import subprocess

from pytest_tddgate.domain.run.signal_names import signal_name
from pytest_tddgate.errors import CannotDecide

__all__ = ["PLAIN", "GitError", "GitProcess", "names_of"]

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
"""The start of a command line of git that is not to be led astray by settings.

What commands of ours leave to no setting is not named here: formats, renames, abbreviations, colors of a terminal.
"""

_ENGLISH = {"LANGUAGE": "C", "LC_ALL": "C"}


class GitError(Exception):
    """A command of git failed; the text is what git said, `code` its exit code.

    Commands that look for one thing end with 1 where there is none, and with another code where they could not look.
    """

    def __init__(self, said: str, code: int) -> None:
        """Keep both."""
        super().__init__(said)
        self.code = code


class GitProcess:
    """Runs plumbing commands in the top of one work tree."""

    def __init__(self, top: str, git_dir: str, common_dir: str) -> None:
        """Read from the repository of the work tree at `top`; all three are absolute, behind every link."""
        self.top = top
        self.git_dir = git_dir
        self.common_dir = common_dir

    def _text(self, *args: str, stdin: str | None = None) -> str:
        return os.fsdecode(self._bytes(*args, stdin=stdin))

    def _bytes(self, *args: str, stdin: str | None = None) -> bytes:
        """What git printed, in the top of the work tree; raises GitError, and CannotDecide where it was killed."""
        done = subprocess.run(  # noqa: S603 - git, with arguments of ours
            [*PLAIN, *args],
            cwd=self.top,
            env=os.environ | _ENGLISH,
            input=(stdin or "").encode("utf-8", "surrogateescape"),
            capture_output=True,
            check=False,
            start_new_session=True,  # Ctrl-C is for the run that the user sees, and an ended git would answer nothing
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


def names_of(listing: bytes) -> tuple[str, ...]:
    """The paths in a listing that NUL bytes end."""
    return tuple(os.fsdecode(name) for name in listing.split(b"\0") if name)
