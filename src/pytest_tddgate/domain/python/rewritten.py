"""Changed lines whose meaning changed, unlike those where only comments or line breaks did; and what lost lines."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["rewritten_lines"]


def rewritten_lines(lines: frozenset[int], before: str | None, after: bytes) -> frozenset[int]:
    """The given lines of `after`, from 1, that are not in a statement that `before` has in the same module or class.

    A function counts as a whole, with its decorators; each statement of a class counts by itself. The first line of a
    function that differs is added: it may only have lost lines. All given lines if `before` is None, or if either
    version cannot be parsed.
    """
    try:
        then, now = ast.parse(before or ""), ast.parse(after)
    except (SyntaxError, ValueError):
        return lines
    left = Counter((place, ast.dump(each)) for place, each in _statements(then, ""))
    same: set[int] = set()
    lost: set[int] = set()
    for place, each in _statements(now, ""):
        if left[key := (place, ast.dump(each))]:
            left[key] -= 1
            decorators = getattr(each, "decorator_list", [])
            same.update(range(min(at.lineno for at in (each, *decorators)), (each.end_lineno or each.lineno) + 1))
        elif isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
            lost.add(each.lineno)
    return lines - same | lost


def _statements(holder: ast.Module | ast.ClassDef, place: str) -> Iterator[tuple[str, ast.stmt]]:
    """(Prefix of qualified names, statement) for each statement that is not a class."""
    for each in holder.body:
        if isinstance(each, ast.ClassDef):
            yield from _statements(each, f"{place}{each.name}.")
        else:
            yield place, each
