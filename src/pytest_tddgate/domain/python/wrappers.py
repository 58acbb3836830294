"""Established wrappers: which code goes round the module that wraps an external API."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["bypasses", "is_wrapper"]

_BY_NAME = frozenset({"import_module", "__import__"})


def bypasses(source: bytes, api: str) -> Iterator[int]:
    """The lines, counted from 1, on which this source imports the external module `api`, or one inside it.

    Imports for annotations alone (`if TYPE_CHECKING:`) call nothing and are free. A source that does not parse
    has none.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return
    free = set(_for_annotations(tree))
    for node in ast.walk(tree):
        if node not in free:
            yield from (line for name, line in _imported(node) if _is_in(name, api))


def is_wrapper(path: str, module: str, roots: Iterable[str]) -> bool:
    """Whether the file at this repository-relative path is `module`, or part of the package of that name.

    `roots` are the folders from which modules are imported.
    """
    inside = module.replace(".", "/")
    starts = [f"{root}/{inside}" if root not in {"", "."} else inside for root in roots]
    return any(path == f"{start}.py" or path.startswith(f"{start}/") for start in starts)


def _imported(node: ast.AST) -> Iterator[tuple[str, int]]:
    """The dotted names that a node imports, each with its line; `*` can be any."""
    match node:
        case ast.Import(names=names):
            yield from ((each.name, each.lineno) for each in names)
        case ast.ImportFrom(module=str(module), names=names, level=0):
            yield from ((f"{module}.{each.name}", each.lineno) for each in names)
        case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called)) if called in _BY_NAME:
            values = [*node.args[:1], *(each.value for each in node.keywords if each.arg == "name")]
            texts = (each.value for each in values if isinstance(each, ast.Constant))
            yield from ((text, node.lineno) for text in texts if isinstance(text, str))


def _for_annotations(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"), body=body):
                yield from (inner for statement in body for inner in ast.walk(statement))


def _is_in(name: str, api: str) -> bool:
    if name.endswith(".*"):
        return f"{api}.".startswith(name.removesuffix("*")) or name.startswith(f"{api}.")
    return name == api or name.startswith(f"{api}.")
