"""Where the lines of a source begin, so that the places of a syntax tree become bytes."""

from __future__ import annotations

from itertools import accumulate

__all__ = ["line_starts"]


def line_starts(source: bytes) -> list[int]:
    """The offset of each line in bytes, the first at index 0, and the end of the source behind the last."""
    return list(accumulate((len(line) for line in source.splitlines(keepends=True)), initial=0))
