"""Writes to a repository through GitPython (its only importer), with the user's hooks and signing.

Reading works without GitPython: importing it takes longer than all git commands of a gate.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pytest_tddgate.adapters.git_process import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CommitRefused", "commit_only", "stage"]

_HOOKS = ("pre-commit", "prepare-commit-msg", "commit-msg")
_QUOTED = re.compile(r"\s*std(?:err|out): '(?P<words>.*)'\s*", re.DOTALL)
_MOST = 400  # characters from the end: the reason is what a hook says last


class CommitRefused(Exception):
    """No commit was made; the text is what git or a hook said."""


def stage(top: str, names: Iterable[str]) -> None:
    """Add what these pathspecs name to the index; raises CommitRefused if git fails."""
    _run(top, "add", "--force", "--", *names)


def commit_only(top: str, listed: Iterable[str], message: str, hooks: str) -> None:
    """Commit what these pathspecs name as it is in the work tree at `top`, and nothing else.

    `hooks` is the folder of git's hooks. Each path must be in the index or in HEAD, since `git add` fails for
    files that `git rm` has removed already. Raises CommitRefused when git, a hook or the signing program refuses.
    """
    with tempfile.TemporaryFile() as stream:
        stream.write(message.encode("utf-8", "surrogateescape"))
        stream.seek(0)
        _run(top, "commit", "--only", "--quiet", "--file=-", "--", *listed, stdin=stream, hooks=hooks)


def _run(top: str, *args: str, stdin: BinaryIO | None = None, hooks: str = "") -> None:
    import git  # noqa: PLC0415 - takes 110 ms, and raises ImportError without a git program

    try:
        git.Git(top).execute([*PLAIN, *args], istream=stdin)
    except git.GitCommandError as problem:
        raise CommitRefused(_words_of(problem, hooks)) from problem


def _words_of(problem: Exception, hooks: str) -> str:
    """What git or a hook in this folder said when it refused a commit; if they said nothing, which hooks exist."""
    for heard in (getattr(problem, "stderr", ""), getattr(problem, "stdout", "")):
        quoted = _QUOTED.fullmatch(str(heard or ""))
        if words := (quoted["words"] if quoted else str(heard or "")).strip():
            return words[-_MOST:]
    found = [each for each in _HOOKS if hooks and os.access(Path(hooks, each), os.X_OK)]
    if found:
        return f"the hook {' or '.join(found)} refused it and said nothing"
    return f"git ended with {getattr(problem, 'status', 1)} and said nothing"
