"""The only importer of GitPython: what writes to a repository, with hooks and signing as the user has set them up.

Reading does without it: to import it takes longer than all that a gate asks of git.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.git_process import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["commit_error", "commit_only", "words_of"]

_HOOKS = ("pre-commit", "prepare-commit-msg", "commit-msg")
_QUOTED = re.compile(r"\s*std(?:err|out): '(?P<words>.*)'\s*", re.DOTALL)
_MOST = 400  # characters of the end: what a hook says last is why


def commit_only(top: str, added: Iterable[str], listed: Iterable[str], message: str) -> None:
    """Commit what is `listed` as it is in the work tree at `top`, and nothing else; both are pathspecs.

    `added` are those that are there: what `git rm` took out of the index already cannot be added, and `commit --only`
    knows it from HEAD. Raises `commit_error` when git, a hook or the signing program refuses.
    """
    import git  # noqa: PLC0415 - 110 ms, and an ImportError where there is no git program

    run = git.Git(top).execute
    run([*PLAIN, "add", "--force", "--", *added])
    with tempfile.TemporaryFile() as stream:
        stream.write(message.encode("utf-8", "surrogateescape"))
        stream.seek(0)
        run([*PLAIN, "commit", "--only", "--quiet", "--file=-", "--", *listed], istream=stream)


def commit_error() -> type[Exception]:
    """What a commit raises that was refused."""
    import git  # noqa: PLC0415 - as above

    return git.GitCommandError


def words_of(problem: Exception, hooks: str) -> str:
    """What git, or a hook in this folder, said when it refused a commit; without a word: which hooks are there."""
    for heard in (getattr(problem, "stderr", ""), getattr(problem, "stdout", "")):
        quoted = _QUOTED.fullmatch(str(heard or ""))
        if words := (quoted["words"] if quoted else str(heard or "")).strip():
            return words[-_MOST:]
    found = [each for each in _HOOKS if os.access(Path(hooks, each), os.X_OK)]
    if found:
        return f"the hook {' or '.join(found)} refused it and said nothing"
    return f"git ended with {getattr(problem, 'status', 1)} and said nothing"
