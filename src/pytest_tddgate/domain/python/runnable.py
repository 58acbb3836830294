"""The lines of a source that tests have to run to have run its statements."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Runnable", "runnable_in"]

_UNCOVERED = re.compile(rb"#\s*pragma:\s*no\s*cover", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Runnable:
    """A statement, or the head of a compound one: its first and last line, and whether it is in a function."""

    first: int
    last: int
    is_in_function: bool


def runnable_in(source: bytes) -> tuple[Runnable, ...]:
    """The statements of a Python source that do something; empty if it cannot be parsed.

    Docstrings, declarations, `TYPE_CHECKING` blocks and statements marked `# pragma: no cover` are left out.
    """
    tree = parse_or_empty(source)
    uncovered = {number for number, line in enumerate(source.splitlines(), 1) if _UNCOVERED.search(line)}
    return tuple(_runnable(tree.body, uncovered, is_in_function=False))


def _runnable(body: Iterable[ast.stmt], uncovered: set[int], *, is_in_function: bool) -> Iterator[Runnable]:
    for node in body:
        if _does_nothing(node) or node.lineno in uncovered:
            continue
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        blocks = tuple(_blocks(node))
        last = blocks[0][0].lineno - 1 if blocks else node.end_lineno or node.lineno
        yield Runnable(node.lineno, max(node.lineno, last), is_in_function)
        for block in blocks:
            yield from _runnable(block, uncovered, is_in_function=is_in_function or is_function)


def _blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """The blocks of a statement, including those of its exception handlers and match cases."""
    for _, value in ast.iter_fields(node):
        if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
            yield value
        elif isinstance(value, list):
            for each in value:
                if isinstance(each, ast.ExceptHandler | ast.match_case):
                    yield from _blocks(each)


def _does_nothing(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Pass() | ast.Global() | ast.Nonlocal():
            return True
        case ast.AnnAssign(value=None):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING")):
            return True
        case _:
            return False
