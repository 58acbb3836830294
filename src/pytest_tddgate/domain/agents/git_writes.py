"""The files that a git command line would write, and the commit that their bytes come from."""

from __future__ import annotations

import posixpath
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["written_by_git"]

_REMOVERS = frozenset({"rm", "mv", "clean"})
_VALUED = frozenset({"-C", "-c", "--git-dir", "--work-tree", "--namespace"})
"""Options of git itself whose value is the next word."""
_COMMITTED = frozenset({"HEAD", "@"})
"""Restoring files from HEAD is allowed: refusals ask for it."""
_NOTHING: tuple[str, tuple[str, ...]] = ("", ())


def written_by_git(given: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """(commit, paths) that git removes, moves, or replaces with bytes other than those of the last commit.

    `given` are the words after `git`. The commit is where the bytes come from; empty if they come from none.
    """
    folder = ""
    while given and given[0].startswith("-"):
        takes = given[0] in _VALUED
        folder = posixpath.join(folder, given[1]) if given[0] == "-C" and len(given) > 1 else folder
        given = given[2 if takes else 1 :]
    verb, rest = (given[0], given[1:]) if given else ("", [])
    source, paths = _written_by_verb(verb, rest)
    return source, tuple(posixpath.join(folder, each) for each in paths)


def _written_by_verb(verb: str, rest: Sequence[str]) -> tuple[str, Sequence[str]]:
    dashes = rest.index("--") if "--" in rest else len(rest)
    plain = [word for word in rest[:dashes] if not word.startswith("-")]
    behind = list(rest[dashes + 1 :])
    if verb in _REMOVERS:
        return "", plain + behind
    if verb == "stash" and plain[:1] in ([], ["push"]):
        return "", plain[1:] + behind
    if verb == "checkout" and not {"-b", "-B", "--orphan"} & set(rest[:dashes]):
        return _NOTHING if not plain or plain[0] in _COMMITTED else (plain[0], plain[1:] + behind)
    if verb == "restore":
        source = _source_of(rest[:dashes])
        return _NOTHING if source in _COMMITTED else (source, [word for word in plain + behind if word != source])
    return _NOTHING


def _source_of(options: Sequence[str]) -> str:
    """The commit that `git restore` takes files from; HEAD (which stands for the index too) if none is named."""
    named = [word.partition("=")[2] for word in options if word.startswith("--source=")]
    named += [after for word, after in pairwise(options) if word in {"-s", "--source"}]
    return (named or ["HEAD"])[-1]
