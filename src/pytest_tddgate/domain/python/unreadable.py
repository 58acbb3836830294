"""Why and where a file cannot be read as Python, in the words of the parser."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Unreadable", "unreadable_of"]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file cannot be read as Python, and at which line (0: unknown)."""

    why: str
    line: int = 0


def unreadable_of(error: SyntaxError | ValueError) -> Unreadable:
    """The reason and the line of an error that `parse_module` raised."""
    if isinstance(error, SyntaxError):
        return Unreadable(f"cannot be read: {error.msg}", error.lineno or 0)
    return Unreadable(f"cannot be read: {error}")
