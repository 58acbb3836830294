"""What the judge says on its standard streams, whatever characters are in it."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["keep_quiet", "say", "take_any_character", "tell"]


def take_any_character() -> None:
    """Let the standard streams write what they cannot encode by its number; messages of tests hold anything."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(lines: Iterable[str]) -> None:
    """Write these lines to standard output, all of them now."""
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


def tell(step: str) -> None:
    """Say one step."""
    say([step])


def keep_quiet(_step: str) -> None:
    """Say nothing: `-q`."""
