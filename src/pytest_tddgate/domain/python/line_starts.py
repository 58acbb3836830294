"""Where the lines of a source begin, to convert positions in a syntax tree to byte offsets."""

from __future__ import annotations

from itertools import accumulate

__all__ = ["line_starts"]


def line_starts(source: bytes) -> list[int]:
    """The byte offset of each line, the first at index 0, followed by the length of the source."""
    return list(accumulate((len(line) for line in source.splitlines(keepends=True)), initial=0))
