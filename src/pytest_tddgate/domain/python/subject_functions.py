"""The function bodies in a file of the subject, and a digest of syntax that a move does not change."""

from __future__ import annotations

import ast
import hashlib
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.parsed import parsed

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

__all__ = ["bodies_in", "digest_of", "has_definition"]


def digest_of(nodes: Iterable[ast.stmt]) -> str:
    """The digest of the syntax of these statements."""
    text = "\n".join(ast.dump(each) for each in nodes)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def has_definition(source: bytes, lines: Container[int]) -> bool:
    """Whether a function, or an assignment to anything but `__all__`, is on one of these lines of a file.

    False if the file cannot be parsed.
    """
    tree = parsed(source)
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Assign, ast.AnnAssign)
    found = [each for each in ast.walk(tree) if isinstance(each, kinds) and not _is_export(each)]
    return any(line in lines for each in found for line in range(each.lineno, (each.end_lineno or each.lineno) + 1))


def _is_export(node: ast.stmt) -> bool:
    """Whether a statement assigns to `__all__`."""
    targets = [*getattr(node, "targets", ()), getattr(node, "target", None)]
    return any(isinstance(each, ast.Name) and each.id == "__all__" for each in targets)


def bodies_in(node: ast.AST, owner: str = "") -> Iterator[tuple[str, list[ast.stmt]]]:
    """(Qualified name, body without docstring) of each function below a node, except those with an empty body."""
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
