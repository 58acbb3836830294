"""The lines of a module that every import of it runs, whichever branches it takes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["lines_at_import"]


def lines_at_import(source: bytes) -> frozenset[int]:
    """The first line, from 1, of each statement that an import always runs; empty if the source cannot be parsed.

    A decorated definition counts with the lines of its decorators and its `def`, a branch or loop with its first line
    only. Of a `try` block only the first statement counts, because the block may end early.
    """
    tree = parse_or_empty(source)
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
