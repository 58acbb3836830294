"""Joins remarks of several tools into one list without repetitions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.reports.linter_output import Remark

__all__ = ["joined_remarks"]


def joined_remarks(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """The remarks, sorted by place; equal messages about one place become one remark that names everyone who made it.

    Case, spaces and a final full stop make no difference. The joined remark refuses if one of them does.
    """
    found: dict[tuple[str, int, str], Remark] = {}
    for each in remarks:
        key = (each.path, each.line, " ".join(each.message.casefold().split()).rstrip("."))
        first = found.setdefault(key, each)
        if first is not each:
            found[key] = _both(first, each)
    return tuple(sorted(found.values(), key=lambda each: (each.path, each.line)))


def _both(first: Remark, second: Remark) -> Remark:
    names = first.who if second.who in first.who.split(", ") else f"{first.who}, {second.who}"
    suggestion = first.suggestion or second.suggestion
    return replace(first, who=names, suggestion=suggestion, refuses=first.refuses or second.refuses)
