"""Which agents a shell command would take the hook of, by the command of ours that removes it."""

from __future__ import annotations

import posixpath
from itertools import pairwise
from typing import TYPE_CHECKING

from pytest_tddgate.domain.agents.setup import agents_named
from pytest_tddgate.domain.agents.shell_writes import commands_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["taken_hooks"]

_ONLY_NAME_IT = frozenset({"echo", "printf", "git", "grep", "rg"})
"""Programs to which a command line in their arguments is a text."""


def taken_hooks(command: str) -> Iterator[tuple[str, str]]:
    """Each agent whose hook `tddgate init --agents … --remove` takes away here, with the folder in which that runs.

    Raises ValueError for a command that the shell could not read either.
    """
    for each in commands_in(command):
        is_run = each.words and posixpath.basename(each.words[0]) not in _ONLY_NAME_IT
        for agent in _removed_by(each.words) if is_run else ():
            yield agent, each.folder


def _removed_by(words: Sequence[str]) -> tuple[str, ...]:
    """The agents of a command line that holds `tddgate init`, behind whatever starts it, and removes."""
    places = [at for at, (one, two) in enumerate(pairwise(words)) if _is_ours(one) and two == "init"]
    options = words[places[0] + 2 :] if places else ()
    if not any(_is_option(word, "--remove") for word in options):
        return ()
    named = [after for word, after in pairwise(options) if "=" not in word and _is_option(word, "--agents")]
    named += [word.partition("=")[2] for word in options if "=" in word and _is_option(word, "--agents")]
    try:
        return tuple(agent for each in named for agent in agents_named(each))
    except ValueError:  # the command ends with that, too
        return ()


def _is_ours(word: str) -> bool:
    return posixpath.basename(word).removesuffix(".exe") == "tddgate"


def _is_option(word: str, option: str) -> bool:
    """Whether a word is this option, or as much of it as tells it from others."""
    name = word.partition("=")[0]
    return len(name) > len("--") and option.startswith(name)
