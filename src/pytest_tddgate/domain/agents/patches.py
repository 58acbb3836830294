"""The files that a patch in `apply_patch` format touches."""

from __future__ import annotations

__all__ = ["BEGIN", "patched_paths"]

BEGIN = "*** Begin Patch"
"""The first line of such a patch."""
_MARKS = ("*** Add File: ", "*** Update File: ", "*** Delete File: ", "*** Move to: ")


def patched_paths(text: str) -> tuple[str, ...]:
    """The paths, as written, that patches in a text add, update, delete or move to."""
    return tuple(
        line.removeprefix(mark).strip() for line in text.splitlines() for mark in _MARKS if line.startswith(mark)
    )
