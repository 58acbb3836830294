"""The modules that a node imports by a written name: in a statement, by a call, or from `sys.modules`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.python.folding import maybe_folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["imported_by"]

_IMPORTING = frozenset({
    "importlib.import_module", "importlib.__import__", "__import__", "builtins.__import__", "runpy.run_module",
    "pkgutil.resolve_name",
})  # fmt: skip
_NAMES = frozenset({"name", "mod_name"})


def imported_by(
    node: ast.AST, dotted: Callable[[ast.AST], str], constants: Mapping[str, Any]
) -> Iterator[tuple[str, str, bool]]:
    """For each import of a node: the verb for the message, a dotted name, and whether it is certainly a module.

    Relative imports are left out. `dotted` returns the full name that an expression reads; `constants` are names with
    known values.
    """
    match node:
        case ast.Import(names=names):
            yield from (("imports", each.name, True) for each in names)
        case ast.ImportFrom(module=str() as module, names=names, level=0):
            yield "imports from", module, True
            yield from (("imports", f"{module}.{each.name}", False) for each in names)
        case ast.Call(func=func, args=args, keywords=words) if dotted(func) in _IMPORTING:
            given = [*args[:1], *(each.value for each in words if each.arg in _NAMES)]
            yield from (found for each in given for found in _modules(each, constants))
        case ast.Subscript(value=owner, slice=key) if dotted(owner) == "sys.modules":
            yield from _modules(key, constants)


def _modules(node: ast.expr, constants: Mapping[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """The dotted name in an expression, and its dotted prefixes, which may be the module."""
    for value in maybe_folded(node, constants):
        parts = value.partition(":")[0].split(".") if isinstance(value, str) else []
        yield from (("imports", ".".join(parts[:count]), count == len(parts)) for count in range(len(parts), 0, -1))
