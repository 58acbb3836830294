"""The agents whose hooks a shell command would remove by `tddgate init --remove`."""

from __future__ import annotations

import posixpath
from itertools import pairwise
from typing import TYPE_CHECKING

from pytest_tddgate.domain.agents.setup import agents_named
from pytest_tddgate.domain.agents.shell_writes import commands_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["taken_hooks"]

_TEXT_PROGRAMS = frozenset({"echo", "printf", "git", "grep", "rg"})
"""Programs that treat a command line in their arguments as text."""


def taken_hooks(command: str) -> Iterator[tuple[str, str]]:
    """(agent, folder) for each hook that `tddgate init --agents … --remove` in this command would remove.

    Raises ValueError for a command that a shell could not parse.
    """
    for each in commands_in(command):
        is_run = each.words and posixpath.basename(each.words[0]) not in _TEXT_PROGRAMS
        for agent in _removed_by(each.words) if is_run else ():
            yield agent, each.folder


def _removed_by(words: Sequence[str]) -> tuple[str, ...]:
    """The agents that a command line with `tddgate init … --remove` names, whatever program starts it."""
    places = [at for at, (one, two) in enumerate(pairwise(words)) if _is_ours(one) and two == "init"]
    options = words[places[0] + 2 :] if places else ()
    if not any(_is_option(word, "--remove") for word in options):
        return ()
    named = [after for word, after in pairwise(options) if "=" not in word and _is_option(word, "--agents")]
    named += [word.partition("=")[2] for word in options if "=" in word and _is_option(word, "--agents")]
    try:
        return tuple(agent for each in named for agent in agents_named(each))
    except ValueError:  # tddgate fails for such a name, too
        return ()


def _is_ours(word: str) -> bool:
    return posixpath.basename(word).removesuffix(".exe") == "tddgate"


def _is_option(word: str, option: str) -> bool:
    """Whether a word is this option, or an abbreviation of it."""
    name = word.partition("=")[0]
    return len(name) > len("--") and option.startswith(name)
