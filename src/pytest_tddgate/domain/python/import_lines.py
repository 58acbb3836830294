"""The lines of a module that have run once it was imported, whichever of its branches were taken."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.parsed import parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["lines_at_import"]


def lines_at_import(source: bytes) -> frozenset[int]:
    """The first line of each statement that an import runs in any case, counted from 1; none where this is no Python.

    Of a decorated definition they are the lines of the decorators and of the `def`; of a branch or a loop, the one that
    asks. What a `try` holds may have ended early, but for its first statement.
    """
    tree = parsed(source)
    return frozenset(_run(tree.body))


def _run(body: Iterable[ast.stmt]) -> Iterator[int]:
    for statement in body:
        yield statement.lineno
        if isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (each.lineno for each in statement.decorator_list)
        match statement:
            case ast.ClassDef(body=inner) | ast.With(body=inner):
                yield from _run(inner)
            case ast.Try(body=inner) | ast.TryStar(body=inner):
                yield from _run(inner[:1])
