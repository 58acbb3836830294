"""The function bodies in a file of the subject, and a digest of syntax that a move does not change."""

from __future__ import annotations

import ast
import hashlib
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

__all__ = ["bodies_in", "digest_of", "has_definition"]


def digest_of(nodes: Iterable[ast.stmt]) -> str:
    """The digest of the syntax of these statements."""
    text = "\n".join(ast.dump(each) for each in nodes)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def has_definition(source: bytes, lines: Container[int]) -> bool:
    """Whether a function or an assignment is on one of these lines of a file; False if it cannot be parsed.

    A list of exports, and an interface's function without a body, do not count: nothing can be taken from them.
    """
    tree = parse_or_empty(source)
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Assign, ast.AnnAssign)
    declared = {function for each in ast.walk(tree) if isinstance(each, ast.ClassDef) for function in _declared(each)}
    found = [each for each in ast.walk(tree) if isinstance(each, kinds) and not _is_export(each)]
    found = [each for each in found if each not in declared]
    return any(line in lines for each in found for line in range(each.lineno, (each.end_lineno or each.lineno) + 1))


def _is_export(node: ast.stmt) -> bool:
    """Whether a statement assigns to `__all__`."""
    targets = [*getattr(node, "targets", ()), getattr(node, "target", None)]
    return any(isinstance(each, ast.Name) and each.id == "__all__" for each in targets)


def _declared(owner: ast.ClassDef) -> Iterator[ast.stmt]:
    """The methods without a body of a class that are abstract, or that a protocol asks for."""
    bases = [each.value if isinstance(each, ast.Subscript) else each for each in owner.bases]
    is_protocol = any(last_name(each) == "Protocol" for each in bases)
    for each in owner.body:
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
            is_abstract = any(last_name(mark) == "abstractmethod" for mark in each.decorator_list)
            if (is_protocol or is_abstract) and all(map(_is_idle, _without_docstring(each.body))):
                yield each


def _is_idle(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Raise(exc=ast.Call(func=raised)) | ast.Raise(exc=raised):
            return raised is not None and last_name(raised) == "NotImplementedError"
    return False


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
