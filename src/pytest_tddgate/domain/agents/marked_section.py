"""Our section, between two markers, in a page that belongs to someone else."""

from __future__ import annotations

import re

__all__ = ["BEGIN", "END", "with_section", "without_section"]

BEGIN = "<!-- tddgate:begin; tddgate init --agents writes what stands up to the end marker -->"
END = "<!-- tddgate:end -->"
_ANY_BEGIN = r"<!-- tddgate:begin\b[^\n]*-->"
_SECTION = rf"{_ANY_BEGIN}[^\n]*\n.*?{END}\n?"


def with_section(text: str, section: str) -> str:
    """The page with `section` between the markers, or appended with them; raises ValueError for unpaired markers."""
    page, ours = _plain(text), f"{BEGIN}\n{section}{END}\n"
    if _has_section(page):
        return _ended(re.sub(_SECTION, lambda _: ours, page, flags=re.DOTALL), text)
    gap = "" if not page else "\n" if page.endswith("\n") else "\n\n"
    return _ended(page + gap + ours, text)


def without_section(text: str) -> str:
    """The page without the markers and the text between them; raises ValueError for unpaired markers."""
    page = _plain(text)
    if not _has_section(page):
        return text
    return _ended(re.sub(rf"(^|\n){_SECTION}", "", page, flags=re.DOTALL), text)


def _has_section(page: str) -> bool:
    """Whether the page has one section; raises ValueError for unpaired or repeated markers."""
    markers = [len(re.findall(each, page)) for each in (_ANY_BEGIN, END)]
    if markers == [0, 0]:
        return False
    if markers != [1, 1] or not re.search(rf"(^|\n){_SECTION}", page, re.DOTALL):
        raise ValueError("it has a marker of tddgate without its other half, or a section twice")
    return True


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def _ended(page: str, like: str) -> str:
    return page.replace("\n", "\r\n") if "\r\n" in like else page
