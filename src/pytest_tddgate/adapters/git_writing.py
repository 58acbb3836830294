"""The only importer of GitPython: what writes to a repository, with hooks and signing as the user has set them up.

Reading does without it: to import it takes longer than all that a gate asks of git.
"""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.git_process import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["commit_error", "commit_only"]


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
