"""The functions of a subject's file, with the lines of their bodies and a digest that survives a move."""

from __future__ import annotations

import ast
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SubjectFunction", "functions_in"]


@dataclass(frozen=True, slots=True)
class SubjectFunction:
    """One function: its file (repository-relative), qualified name, first and last line of its body, and its digest.

    The digest is that of the body's syntax without its docstring, so that a copy under another name has the same.
    """

    path: str
    name: str
    first: int
    last: int
    digest: str

    @property
    def lines(self) -> frozenset[int]:
        """The lines of its body, counted from 1."""
        return frozenset(range(self.first, self.last + 1))


def functions_in(path: str, source: bytes) -> tuple[SubjectFunction, ...]:
    """The functions and methods of a file, nested ones included; none where it cannot be parsed."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return ()
    return tuple(_functions(path, tree, ""))


def _functions(path: str, node: ast.AST, owner: str) -> Iterator[SubjectFunction]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _functions(path, child, owner)
            continue
        name = f"{owner}.{child.name}" if owner else child.name
        if not isinstance(child, ast.ClassDef):
            body = _without_docstring(child.body)
            if body:
                text = "\n".join(ast.dump(each) for each in body)
                digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
                yield SubjectFunction(path, name, body[0].lineno, body[-1].end_lineno or body[-1].lineno, digest)
        yield from _functions(path, child, name)


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    match body[0]:
        case ast.Expr(value=ast.Constant(value=str())):
            return body[1:]
        case _:
            return body
