"""The errors for a directory that no gate can judge because of git or the repository."""

from __future__ import annotations

from pytest_tddgate.errors import Unusable

__all__ = ["bare", "distrusted", "elsewhere", "missing", "outside", "unreadable"]

_COMPARED = "every gate compares with what was committed"


def missing() -> Unusable:
    """Git is not installed."""
    return Unusable("git is not installed, or not on PATH", why=_COMPARED, next_step="install git 2.34 or newer")


def outside(directory: str) -> Unusable:
    """The directory is not in a repository."""
    return Unusable(
        f"{directory} is not in a git repository",
        why=_COMPARED,
        next_step="git init && git add -A && git commit -m 'first commit'",
    )


def distrusted(top: str) -> Unusable:
    """The folder belongs to a user other than the one who runs git, as is usual in a CI container."""
    from shlex import quote  # noqa: PLC0415 - slow to load, and needed only for this error

    return Unusable(
        f"git does not trust {top}: it belongs to somebody else",
        why="the settings of a repository can make git run programs, so it reads only your own",
        next_step=f"git config --global --add safe.directory {quote(top)}",
    )


def unreadable(words: str) -> Unusable:
    """There is a repository, but git cannot read it; `words` are git's message."""
    return Unusable(
        f"git cannot read this repository: {words}", why=_COMPARED, next_step="run git status, and fix what it says"
    )


def bare() -> Unusable:
    """The repository has no work tree."""
    return Unusable(
        "this is a bare repository: it has no work tree",
        why="tests run in a work tree",
        next_step="git clone it, and run the gate in the clone",
    )


def elsewhere(top: str) -> Unusable:
    """`core.worktree` names another directory than the one that holds `.git`."""
    return Unusable(
        f"core.worktree makes git look outside {top}",
        why="the files that are compared must be those that are tested",
        next_step="git config --unset core.worktree",
    )
