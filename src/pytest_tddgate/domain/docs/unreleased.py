"""The newest section of a changelog: whether it is for unreleased changes, so that each change adds its entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["LINE_OF_MARKS", "Section", "has_room_for_the_next", "newest_section", "without_old_releases"]

_UNRELEASED = frozenset(
    {"unreleased", "upcoming", "next", "dev", "development", "main", "master", "trunk", "head", "tbd"}
)
_FILLERS = frozenset({
    "version", "release", "released", "changes", "in", "the", "to", "be", "not", "yet", "under", "on", "for", "branch",
})  # fmt: skip
_VERSION = re.compile(r"v?\d+(\.[\w*]+)*")
_NO_DATE = re.compile(r"x{2,4}|y{4}|m{2}|d{2}|\?+")
_LINK = re.compile(r"\([^()]*://[^()]*\)")
_WORD = re.compile(r"[\w.?]+")
LINE_OF_MARKS = re.compile(r"^([=\-~^\"'*+#])\1{2,}\s*$")
"""A line of marks, above or below a heading."""
_ITEM = re.compile(r"^\s*[-*+]\s")


class Section(NamedTuple):
    """The newest section of a changelog: the lines of its heading, counted from 0, and whether it is unreleased."""

    start: int
    end: int
    is_open: bool


def has_room_for_the_next(text: str) -> bool:
    """Whether the newest section is unreleased, or there is no release at all."""
    section = newest_section(text)
    return section is None or section.is_open


def newest_section(text: str) -> Section | None:
    """The section at the top; None if the file mentions neither a release nor unreleased changes.

    A section is unreleased if a line of its own says `unreleased` or a similar word, with or without a version.
    """
    lines = text.splitlines()
    for at, line in enumerate(lines):
        if not line.strip() or _ITEM.match(line):
            continue
        start, end = at - _has_rule(lines, at - 1), at + 1 + _has_rule(lines, at + 1)
        if _says_unreleased(line):
            return Section(start, end, is_open=True)
        if _is_heading(lines[at : at + 2]) and any(_VERSION.fullmatch(word) and "." in word for word in _words(line)):
            below = next((each for each in range(end, len(lines)) if lines[each].strip()), None)
            is_open = below is not None and not _ITEM.match(lines[below]) and _says_unreleased(lines[below])
            return Section(start, below + 1 if is_open and below is not None else end, is_open)
    return None


def without_old_releases(before: str, now: str) -> str:
    """The text `now`, with empty lines in place of versions that were released in the text `before`.

    Those are the sections whose version heading existed before, if the section at the top is unreleased; otherwise it
    is unknown which versions are released. Headings inside a section do not count as versions.
    """
    newest = newest_section(now)
    if newest is None or not newest.is_open:
        return now
    known = {line.strip() for line in before.splitlines()}
    lines, is_old = now.splitlines(), False
    top = _level(lines, newest.start, newest.end)
    for at, line in enumerate(lines):
        section = newest_section("\n".join(lines[at : at + 4]))  # a heading with its rules, and a mark below it
        begins = section is not None and section.start == 0 and at >= newest.end
        if section is not None and begins and _level(lines, at, at + section.end) <= top:
            is_old = not section.is_open and line.strip() in known
        lines[at] = "" if is_old else line
    return "\n".join(lines)


def _level(lines: list[str], start: int, end: int) -> int:
    """The depth of a heading: its number of `#` signs; 0 for an underlined heading, or for other lines."""
    return max(len(line) - len(line.lstrip("#")) for line in lines[start:end])


def _has_rule(lines: list[str], at: int) -> bool:
    return 0 <= at < len(lines) and LINE_OF_MARKS.match(lines[at]) is not None


def _is_heading(lines: Iterable[str]) -> bool:
    first, *following = lines
    return first.startswith("#") or any(LINE_OF_MARKS.match(line) for line in following)


def _words(line: str) -> list[str]:
    return [word.strip("_.") for word in _WORD.findall(_LINK.sub("", line).casefold()) if word.strip("_.")]


def _says_unreleased(line: str) -> bool:
    """Whether the line says only that something is unreleased."""
    words = _words(line)
    known = (each in _UNRELEASED | _FILLERS or _VERSION.fullmatch(each) or _NO_DATE.fullmatch(each) for each in words)
    is_open = any(each in _UNRELEASED or _NO_DATE.fullmatch(each) for each in words)
    return is_open and all(known)
