"""The paths that a `find` command reaches, and the commands that it runs on them, as far as its words tell."""

from __future__ import annotations

import posixpath
from itertools import takewhile
from typing import TYPE_CHECKING

from pytest_tddgate.domain.agents.shell_words import replaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["EVERY_FOLDER", "actions_of_find", "found_by"]

EVERY_FOLDER = "**"
"""Stands for any number of folders in a path."""
_ACTIONS = frozenset({"-exec", "-execdir", "-ok", "-okdir"})
_CHOICES = frozenset({"-o", "-or", "!", "-not", ","})
_LINKS = frozenset({"-L", "-H", "-P"})
_ENDS = frozenset({";", "+"})


def found_by(given: Sequence[str]) -> list[str]:
    """The paths that `find` reaches with these arguments: its start folders, or a pattern for a single `-name`."""
    words = [word for word in given if word not in _LINKS]
    folders = list(takewhile(lambda word: not word.startswith(("-", "!")), words)) or ["."]
    names = [given[at + 1] for at, word in enumerate(given[:-1]) if word == "-name"]
    if len(names) != 1 or not _CHOICES.isdisjoint(given):
        return folders
    return [posixpath.join(folder, EVERY_FOLDER, names[0]) for folder in folders]


def actions_of_find(given: Sequence[str]) -> Iterator[list[str]]:
    """The commands that `find` runs with these arguments, with the paths that it reaches in place of `{}`."""
    paths = found_by(given)
    for at, word in enumerate(given):
        if word in _ACTIONS:
            body = takewhile(lambda each: each not in _ENDS, given[at + 1 :])
            yield replaced(list(body), "{}", paths)
        elif word == "-delete":
            yield ["rm", *paths]
