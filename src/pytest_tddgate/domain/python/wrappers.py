"""Code that imports an external API directly, although an established module wraps it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["bypasses", "is_wrapper"]

_BY_NAME = frozenset({"import_module", "__import__"})
_GIVERS = frozenset({"importlib", "builtins"})


def bypasses(source: bytes, api: str) -> Iterator[int]:
    """The lines, counted from 1, on which this source imports the external module `api`, or one inside it.

    Imports only for annotations (`if TYPE_CHECKING:`) are allowed, since they call nothing. Empty if the source cannot
    be parsed.
    """
    tree = parse_or_empty(source)
    free, importers = set(_for_annotations(tree)), _importers(tree)
    for node in ast.walk(tree):
        if node not in free:
            yield from (line for name, line in _imported(node, importers) if _is_in(name, api))


def is_wrapper(path: str, module: str, roots: Iterable[str]) -> bool:
    """Whether the file at this repository-relative path is `module`, or part of the package of that name.

    `roots` are the folders from which modules are imported.
    """
    inside = module.replace(".", "/")
    starts = [f"{root}/{inside}" if root not in {"", "."} else inside for root in roots]
    return any(path == f"{start}.py" or path.startswith(f"{start}/") for start in starts)


def _importers(tree: ast.AST) -> frozenset[str]:
    """The names of functions that import, including those that the source binds to them."""
    found, before = _BY_NAME, frozenset[str]()
    while found != before:
        found, before = found | {name for node in ast.walk(tree) for name in _renamed(node, found)}, found
    return found


def _renamed(node: ast.AST, importers: frozenset[str]) -> Iterator[str]:
    """The names that a node binds to a function that imports."""
    match node:
        case ast.ImportFrom(module=str(module), names=names, level=0) if module in _GIVERS:
            yield from (each.asname for each in names if each.name in importers and each.asname)
        case ast.Assign(targets=targets, value=value) if _called(value) in importers:
            yield from (each.id for each in targets if isinstance(each, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if _called(value) in importers:
            yield name


def _called(function: ast.expr) -> str:
    """The last name of a function expression, also if `getattr` looks it up; empty if it has none."""
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Constant(value=str(name)), *_]):
            return name
        case _:
            return ""


def _imported(node: ast.AST, importers: frozenset[str]) -> Iterator[tuple[str, int]]:
    """(Dotted name, line) of each import in a node; `*` stands for any name."""
    match node:
        case ast.Import(names=names):
            yield from ((each.name, each.lineno) for each in names)
        case ast.ImportFrom(module=str(module), names=names, level=0):
            yield from ((f"{module}.{each.name}", each.lineno) for each in names)
        case ast.Call(func=function) if _called(function) in importers:
            name, package = (_text_of(node, at, key) for at, key in enumerate(("name", "package")))
            yield (f"{package}{name}" if name.startswith(".") else name, node.lineno)


def _text_of(call: ast.Call, at: int, key: str) -> str:
    """The constant string that a call passes at a position or by a keyword; empty if it passes none."""
    values = [*call.args[at : at + 1], *(each.value for each in call.keywords if each.arg == key)]
    return next((each.value for each in values if isinstance(each, ast.Constant) and isinstance(each.value, str)), "")


def _for_annotations(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"), body=body):
                yield from (inner for statement in body for inner in ast.walk(statement))


def _is_in(name: str, api: str) -> bool:
    if name.endswith(".*"):
        return f"{api}.".startswith(name.removesuffix("*")) or name.startswith(f"{api}.")
    return name == api or name.startswith(f"{api}.")
