"""Lines of a file that a change added or altered, and sets of lines as text."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["changed_lines", "ranges_of", "spans_of"]


def changed_lines(before: bytes | None, after: bytes) -> frozenset[int]:
    """The lines of `after`, counted from 1, that were added or altered since `before`; every line of a new file."""
    new = after.splitlines()
    if before is None:
        return frozenset(range(1, len(new) + 1))
    matcher = difflib.SequenceMatcher(None, before.splitlines(), new, autojunk=False)
    return frozenset(
        line + 1
        for tag, _, _, first, last in matcher.get_opcodes()
        if tag in {"replace", "insert"}
        for line in range(first, last)
    )


def spans_of(lines: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """(First, last) of each run of consecutive lines."""
    spans: list[tuple[int, int]] = []
    for line in sorted(lines):
        if spans and line == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], line)
        else:
            spans.append((line, line))
    return tuple(spans)


def ranges_of(lines: Iterable[int]) -> str:
    """The lines as people write them: `3-5, 9`."""
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans_of(lines))
