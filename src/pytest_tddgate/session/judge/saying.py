"""What the judge prints, with any characters."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["keep_quiet", "say", "take_any_character", "tell"]


def take_any_character() -> None:
    """Let the standard streams escape characters that they cannot encode: tests' messages can hold anything."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(lines: Iterable[str]) -> None:
    """Print these lines and flush. If nobody reads them (`| head`) or the disk is full, print nothing any more."""
    try:
        for line in lines:
            sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except OSError as problem:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(problem, BrokenPipeError):
            sys.stderr.write(f"the verdict cannot be printed: {problem.strerror}\n")


def tell(step: str) -> None:
    """Print one step."""
    say([step])


def keep_quiet(_step: str) -> None:
    """Print nothing: `-q`."""
