"""Which lines of a change mean something else than before: a comment or a line break does not, a lost line does."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["rewritten_lines"]


def rewritten_lines(lines: frozenset[int], before: str | None, after: bytes) -> frozenset[int]:
    """Those of the lines of `after`, from 1, that are not in a statement which `before` has in the same place.

    A function counts as a whole, with its decorators; of a class each statement counts by itself. All of the lines
    where there is nothing before, or where either version cannot be parsed. The first line of a function that is
    another one counts too: it may only have lost lines.
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
    """The qualified name of what holds it, and the statement, for all that are not classes."""
    for each in holder.body:
        if isinstance(each, ast.ClassDef):
            yield from _statements(each, f"{place}{each.name}.")
        else:
            yield place, each
