"""Whether a changelog has a place for what is not released yet, and so is written change by change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["has_room_for_the_next"]

_MARKS = frozenset({"unreleased", "upcoming", "next", "dev", "development", "main", "master", "trunk", "head", "tbd"})
_FILLERS = frozenset({
    "version", "release", "released", "changes", "in", "the", "to", "be", "not", "yet", "under", "on", "for", "branch",
})  # fmt: skip
_VERSION = re.compile(r"v?\d+(\.[\w*]+)*")
_NO_DATE = re.compile(r"x{2,4}|y{4}|m{2}|d{2}|\?+")
_LINK = re.compile(r"\([^()]*://[^()]*\)")
_WORD = re.compile(r"[\w.?]+")
_HEADING = re.compile(r"^#+\s|^([=\-~^\"'*+#])\1{2,}\s*$")
_ITEM = re.compile(r"^\s*[-*+]\s")


def has_room_for_the_next(text: str) -> bool:
    """Whether the newest section is one for what is not released, or no release is told at all.

    A section counts by a line of its own that says `unreleased`, or one of its like, with or without a version.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    for at, line in enumerate(lines):
        if _ITEM.match(line):
            continue
        if _is_mark(line):
            return True
        if _is_heading(lines[at : at + 2]) and any(_VERSION.fullmatch(word) and "." in word for word in _words(line)):
            below = next((each for each in lines[at + 1 : at + 3] if not _HEADING.match(each)), "")
            return _is_mark(below) and not _ITEM.match(below)
    return True


def _is_heading(lines: Iterable[str]) -> bool:
    first, *following = lines
    return first.startswith("#") or any(_HEADING.match(line) for line in following)


def _words(line: str) -> list[str]:
    return [word.strip("_.") for word in _WORD.findall(_LINK.sub("", line).casefold()) if word.strip("_.")]


def _is_mark(line: str) -> bool:
    """Whether the line says that something is not released, and nothing else."""
    words = _words(line)
    known = (each in _MARKS | _FILLERS or _VERSION.fullmatch(each) or _NO_DATE.fullmatch(each) for each in words)
    is_open = any(each in _MARKS or _NO_DATE.fullmatch(each) for each in words)
    return is_open and all(known)
