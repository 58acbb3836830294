"""Which remarks about a file are a change's: those that nobody made about the file as it was before."""

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
    """Those of the remarks about one file, whose text is `text`, that were not made about its `old_text`.

    A remark is known by its code and the words of its line, since lines move; by all of its own words where it has no
    code. Where an old one remains that ruff can mend, the new ones lose the command that would mend both.
    """
    key_of = _key if has_codes else _key_without_code
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


def _key(remark: Remark, lines: list[str]) -> tuple[str, str]:
    """The code and the line's words; the code alone for line 1, where ruff puts what it says of a whole file."""
    words = lines[remark.line - 1 : remark.line] if remark.line > 1 else []
    return remark.message.partition(" ")[0], "".join(words).strip()


def _key_without_code(remark: Remark, lines: list[str]) -> tuple[str, str]:
    words = lines[remark.line - 1 : remark.line] if remark.line else []
    return remark.message, "".join(words).strip()
