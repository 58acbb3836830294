"""Which files a patch in the form of `apply_patch` touches."""

from __future__ import annotations

__all__ = ["BEGIN", "patched_paths"]

BEGIN = "*** Begin Patch"
"""The first line of such a patch."""
_MARKS = ("*** Add File: ", "*** Update File: ", "*** Delete File: ", "*** Move to: ")


def patched_paths(text: str) -> tuple[str, ...]:
    """The paths that patches in a text add, update, delete or move to, as written."""
    return tuple(
        line.removeprefix(mark).strip() for line in text.splitlines() for mark in _MARKS if line.startswith(mark)
    )
