"""Inserts a new entry into a changelog file, at a place where it does not absorb existing entries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_tddgate.domain.docs.unreleased import LINE_OF_MARKS, newest_section

if TYPE_CHECKING:
    from pytest_tddgate.domain.docs.unreleased import Section

__all__ = ["BREAKS", "with_entry"]

BREAKS = frozenset({"changed", "removed"})
"""The kinds of entries that tell what breaks callers."""
_HEADING = re.compile(r"^(#+)\s")
_LINK = re.compile(r"^\[[^\]]+\]: ")
"""A Markdown link definition; these are at the end of the file."""
_ITEM = re.compile(r"^\s*([-*+])\s")
_USUAL = 2
"""The depth of a release's heading in a file without releases."""


def with_entry(text: str, words: str, kind: str, *, is_rst: bool) -> str:
    """The text of the file with an entry of a kind: `added`, `changed` or `removed`.

    It goes below a heading for its kind if the open section has such headings or is empty. If the section is a flat
    list, it becomes the first item and itself says that it is breaking.
    """
    lines, section = text.splitlines(keepends=True), newest_section(text)
    depth = _USUAL
    if section is not None:
        depth = _depth(lines, section.start, section.end) or _USUAL
    flat = f"TODO: {words}{' (breaking)' if kind in BREAKS else ''}\n"
    heading = f"{'#' * (depth + 1)} {kind.capitalize()}\n"
    is_flat = is_rst or _is_flat(lines, depth)
    group = f"- {flat}" if is_flat else f"{heading}\n- TODO: {words}\n"
    title = "Unreleased\n----------\n" if is_rst else f"{'#' * depth} Unreleased\n"
    if section is None:
        return f"{text.rstrip()}\n\n{title}\n{group}".lstrip()
    if not section.is_open:
        return "".join([*lines[: section.start], f"{title}\n{group}\n", *lines[section.start :]])
    return "".join(_within(lines, section, flat, group, heading))


def _within(lines: list[str], section: Section, flat: str, group: str, heading: str) -> list[str]:
    """The lines with the entry in this section."""
    end = _end_of(lines, section)
    headings = [at for at in range(section.end, end) if _is_heading(lines, at)]
    own = next((at for at in headings if lines[at].rstrip() == heading.rstrip()), None)
    if own is not None:
        return _listed(lines, own, end, group.removeprefix(f"{heading}\n"))
    first = headings[0] if headings else end
    item = next((at for at in range(section.end, first) if _ITEM.match(lines[at])), None)
    if item is not None and not headings:
        mark = lines[item].lstrip()[0]
        return [*lines[:item], f"{mark} {flat}", *lines[item:]]
    at = first
    while at > section.end and not lines[at - 1].strip():
        at -= 1
    above = lines[:at]
    return [*above, "" if above[-1].endswith("\n") else "\n", f"\n{group}", *lines[at:]]


def _listed(lines: list[str], heading: int, end: int, entry: str) -> list[str]:
    """The lines with the entry at the top of the list below a heading, in a section that ends at `end`."""
    at = next((each for each in range(heading + 1, end) if lines[each].strip()), end)
    if at < end and not _is_heading(lines, at):
        return [*lines[:at], entry, *lines[at:]]
    above = [*lines[:heading], f"{lines[heading].rstrip()}\n"]
    return [*above, f"\n{entry}", *lines[heading + 1 :]]


def _end_of(lines: list[str], section: Section) -> int:
    """The line at which the next release or the link definitions begin, or the end of the file."""
    top = _depth(lines, section.start, section.end)
    for at in range(section.end, len(lines)):
        if _LINK.match(lines[at]):
            return at
        following = newest_section("".join(lines[at : at + 4]))
        if (following is not None and following.start == 0) or 0 < _depth(lines, at, at + 1) <= top:
            return at
    return len(lines)


def _is_heading(lines: list[str], at: int) -> bool:
    is_underlined = at + 1 < len(lines) and bool(lines[at].strip()) and LINE_OF_MARKS.match(lines[at + 1]) is not None
    return _HEADING.match(lines[at]) is not None or is_underlined


def _depth(lines: list[str], start: int, end: int) -> int:
    """The number of `#` signs of a heading; 0 for an underlined heading, or for other lines."""
    return max((len(found[1]) for line in lines[start:end] if (found := _HEADING.match(line))), default=0)


def _is_flat(lines: list[str], depth: int) -> bool:
    """Whether the file's releases are lists without headings inside."""
    has_items = any(_ITEM.match(line) for line in lines)
    return has_items and all(_depth(lines, at, at + 1) <= depth for at in range(len(lines)))
