"""Why a file cannot be read as Python, and where: in the words of the parser, without its names for the file."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Unreadable", "unreadable_of"]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file cannot be read as Python, and at which line (0: nobody knows)."""

    why: str
    line: int = 0


def unreadable_of(error: SyntaxError | ValueError) -> Unreadable:
    """What `parse_module` raised, as a reader wants to know it."""
    if isinstance(error, SyntaxError):
        return Unreadable(f"cannot be read: {error.msg}", error.lineno or 0)
    return Unreadable(f"cannot be read: {error}")
