"""The command line that a program runs next: the given one, or one that a step derives from it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import assert_never

__all__ = ["AfterCommands", "OnlyGateOptions", "OtherCommand", "Rerun", "command_line"]


@dataclass(frozen=True, slots=True)
class AfterCommands:
    """The given command line, after commands that do everything the step asks for."""

    commands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherCommand:
    """Another command line, which needs no preparation; the given one would be refused again."""

    command: str


@dataclass(frozen=True, slots=True)
class OnlyGateOptions:
    """The given command line, reduced to the gates' options: its other words are in the way."""


Rerun = AfterCommands | OtherCommand | OnlyGateOptions


def command_line(rerun: Rerun | None, again: str) -> str:
    """The command to run after a gate; `again` is the given command line, which is kept if there is no `rerun`."""
    match rerun:
        case None:
            return again
        case AfterCommands(commands):  # their output must not mix with a report on stdout
            return " && ".join([*(f"{each} >&2" for each in commands), again])
        case OtherCommand(command):
            return command
        case OnlyGateOptions():
            return _bare(again)
        case _:
            assert_never(rerun)


def _bare(again: str) -> str:
    """A command line reduced to the gates' options with their values."""
    kept: list[str] = []
    is_value = False
    for word in shlex.split(again)[1:]:
        is_ours = word.startswith("--tdd-")
        if is_ours or is_value:
            kept.append(word)
        is_value = is_ours and "=" not in word
    return shlex.join(["pytest", *kept])
