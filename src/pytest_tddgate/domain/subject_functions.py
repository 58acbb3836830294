"""The functions of a subject's file, with the lines of their bodies and a digest that survives a move."""

from __future__ import annotations

import ast
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

__all__ = ["SubjectFunction", "functions_in", "holds_something"]


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


def holds_something(source: bytes, lines: Container[int]) -> bool:
    """Whether a function, or a value that a module or a class gives a name, is on these lines of a file."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Assign, ast.AnnAssign)
    found = [each for each in ast.walk(tree) if isinstance(each, kinds)]
    return any(line in lines for each in found for line in range(each.lineno, (each.end_lineno or each.lineno) + 1))


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
