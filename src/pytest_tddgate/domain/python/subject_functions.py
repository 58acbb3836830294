"""The functions of a subject's file, with the lines of their bodies and a digest that survives a move."""

from __future__ import annotations

import ast
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

__all__ = ["SubjectFunction", "bodies_in", "digest_of", "functions_in", "holds_something"]


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
    return tuple(
        SubjectFunction(path, name, body[0].lineno, body[-1].end_lineno or body[-1].lineno, digest_of(body))
        for name, body in bodies_in(tree)
    )


def digest_of(nodes: Iterable[ast.stmt]) -> str:
    """The digest of some statements' syntax."""
    text = "\n".join(ast.dump(each) for each in nodes)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def holds_something(source: bytes, lines: Container[int]) -> bool:
    """Whether a function, or a value that a module or a class gives a name, is on these lines of a file."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Assign, ast.AnnAssign)
    found = [each for each in ast.walk(tree) if isinstance(each, kinds)]
    return any(line in lines for each in found for line in range(each.lineno, (each.end_lineno or each.lineno) + 1))


def bodies_in(node: ast.AST, owner: str = "") -> Iterator[tuple[str, list[ast.stmt]]]:
    """Qualified name and body, without its docstring, of each function below a node that has one."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from bodies_in(child, owner)
            continue
        name = f"{owner}.{child.name}" if owner else child.name
        if not isinstance(child, ast.ClassDef) and (body := _without_docstring(child.body)):
            yield name, body
        yield from bodies_in(child, name)


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    match body[0]:
        case ast.Expr(value=ast.Constant(value=str())):
            return body[1:]
        case _:
            return body
