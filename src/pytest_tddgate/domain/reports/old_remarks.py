"""Finds the remarks about a file that a change causes: those that were not made about its former text."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.reports.linter_output import Remark

__all__ = ["new_remarks"]


def new_remarks(
    now: Iterable[Remark], text: str, before: Iterable[Remark], old_text: str, *, has_codes: bool = True
) -> tuple[Remark, ...]:
    """The remarks about one file with the text `text` that were not made about its `old_text`.

    Since lines move, a remark is identified by its code and the text of its line; without a code, by its message and
    that text. If an old remark remains that ruff can fix, new ones lose their fix command, which would fix both.
    """
    key_of = _key_with_code if has_codes else _key_without_code
    known = Counter(key_of(each, old_text.splitlines()) for each in before)
    lines = text.splitlines()
    new: list[Remark] = []
    old: list[Remark] = []
    for each in now:
        key = key_of(each, lines)
        known[key] -= 1
        (new if known[key] < 0 else old).append(each)
    if any(each.is_fixable for each in old):
        new = [replace(each, suggestion="") if each.is_fixable else each for each in new]
    return tuple(new)


def _key_with_code(remark: Remark, lines: list[str]) -> tuple[str, str]:
    """The code and the text of the line; only the code for line 1, where ruff reports what concerns a whole file."""
    words = lines[remark.line - 1 : remark.line] if remark.line > 1 else []
    return remark.message.partition(" ")[0], "".join(words).strip()


def _key_without_code(remark: Remark, lines: list[str]) -> tuple[str, str]:
    words = lines[remark.line - 1 : remark.line] if remark.line else []
    return remark.message, "".join(words).strip()
