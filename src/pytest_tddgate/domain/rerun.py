"""Which command line comes next, for a program: the one that was given, or what a step makes of it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import assert_never

__all__ = ["Bare", "Instead", "Mended", "Rerun", "command_line"]


@dataclass(frozen=True, slots=True)
class Mended:
    """The one that was given, behind command lines that do all that the step says."""

    commands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instead:
    """Another one, in place of one that would be refused again; it needs nothing before it."""

    command: str


@dataclass(frozen=True, slots=True)
class Bare:
    """The one that was given, with the options of the gates alone: nothing else is in the way."""


Rerun = Mended | Instead | Bare


def command_line(rerun: Rerun | None, again: str) -> str:
    """What to run after a gate; `again` is the command line that was given, which stays where there is no `rerun`."""
    match rerun:
        case None:
            return again
        case Mended(commands):  # what they print must not go into a report on stdout
            return " && ".join([*(f"{each} >&2" for each in commands), again])
        case Instead(command):
            return command
        case Bare():
            return _bare(again)
        case _:
            assert_never(rerun)


def _bare(again: str) -> str:
    """A command line with the options of the gates alone, each with its value."""
    kept: list[str] = []
    is_value = False
    for word in shlex.split(again)[1:]:
        is_ours = word.startswith("--tdd-")
        if is_ours or is_value:
            kept.append(word)
        is_value = is_ours and "=" not in word
    return shlex.join(["pytest", *kept])
