"""Who owns the names of a test module: the test, the process, or possibly the subject."""

from __future__ import annotations

import ast
import builtins
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from pytest_tddgate.domain.red.constant_values import PURE, is_immutable
from pytest_tddgate.domain.red.scope import statements_of, target_names
from pytest_tddgate.domain.red.subject import Origin

if TYPE_CHECKING:
    from pytest_tddgate.domain.red.parsed_module import Module

__all__ = ["READING", "Owner", "owner_of"]

READING = PURE | {"all", "any", "dict", "enumerate", "getattr", "hasattr", "iter", "list", "map", "next", "print"} | {
    "reversed", "set", "sorted", "super", "type", "zip",
}  # fmt: skip
"""Builtins that neither keep nor pass on their arguments."""
_REFLECTING = frozenset({"__import__", "eval", "exec", "globals", "input", "locals", "vars"})
_READ_METHODS = frozenset({"count", "format", "get", "index", "items", "join", "keys", "split", "strip", "values"})


class Owner(Enum):
    """Who owns a value."""

    OWN = "the test's own, and nothing of the subject can have reached it"
    STATE = "state of the process, or files: the test's own where the subject did nothing before"
    OTHER = "of the subject, or the subject may have changed it"


def owner_of(name: str, module: Module) -> Owner:
    """Who owns a name that is not local to a function of the module; OTHER if in doubt."""
    scope = module.scope
    if name in scope.subject or name in scope.foreign or (scope.wild and name not in scope.bound):
        return Owner.OTHER
    made = _made(module).get(name)
    if made is None and name in scope.ambient:
        return Owner.STATE
    if made is None:
        is_known = (hasattr(builtins, name) or name in {"__file__", "__name__"}) and name not in _REFLECTING
        return Owner.OWN if is_known or name in _imported(module) else Owner.OTHER
    return Owner.OWN if _is_own(name, made, module) else Owner.OTHER


def _is_own(name: str, made: list[ast.stmt], module: Module) -> bool:
    """Whether a definition cannot change: a function or class, or a value that is bound once and only read."""
    if isinstance(made[0], ast.ClassDef):
        return len(made) == 1 and _is_own_class(made[0], module)
    if name not in module.scope.later:
        return True
    value = getattr(made[0], "value", None)
    if len(made) > 1 or not isinstance(made[0], ast.Assign | ast.AnnAssign) or value is None:
        return False
    inside = {each.id for each in ast.walk(value) if isinstance(each, ast.Name)} - {name}
    if any(owner_of(each, module) is not Owner.OWN for each in inside):
        return False
    cells = value.values if isinstance(value, ast.Dict) else getattr(value, "elts", None)
    is_flat = cells is not None and all(is_immutable(each, module.scope.later) for each in cells)
    parents = _parents(module)
    uses = [each for each in parents if isinstance(each, ast.Name) and each.id == name]
    read = [each for each in uses if isinstance(each.ctx, ast.Load)]
    return len(uses) - len(read) == 1 and all(_is_read_only(each, parents, is_flat=is_flat) for each in read)


def _is_own_class(cls: ast.ClassDef, module: Module) -> bool:
    """Whether instances of a class share nothing that can change: it is only called, and its values are constants."""
    parents = _parents(module)
    uses = [each for each in parents if isinstance(each, ast.Name) and each.id == cls.name]
    is_called = all(isinstance(above := parents[each], ast.Call) and above.func is each for each in uses)
    values = [each.value for each in cls.body if isinstance(each, ast.Assign | ast.AnnAssign) and each.value]
    is_plain = all(is_immutable(each, module.scope.later) for each in values)
    inside = {each.id for each in ast.walk(cls) if isinstance(each, ast.Name)} & set(_made(module)) - {cls.name}
    is_closed = all(owner_of(each, module) is Owner.OWN for each in inside)
    return is_called and is_plain and is_closed and not cls.decorator_list


def _is_read_only(use: ast.AST, parents: dict[ast.AST, ast.AST], *, is_flat: bool) -> bool:
    """Whether this use of a name only reads it; items of a flat table may be passed on, too."""
    above = parents[use]
    is_kept = is_flat or not _is_handed_on(above, parents)
    match above:
        case ast.Subscript(value=looked_at, ctx=ast.Load()):
            return looked_at is use and is_kept
        case ast.Attribute(attr=attr, ctx=ast.Load()):
            return attr in _READ_METHODS and is_kept
        case ast.For(iter=iterated) | ast.comprehension(iter=iterated):
            return iterated is use and is_flat
        case ast.Call(func=ast.Attribute(attr="parametrize")):
            return is_flat
        case ast.Call(func=ast.Name(id=called)):
            return called in READING
    return isinstance(above, ast.Compare)


def _is_handed_on(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    while isinstance(above := parents.get(node), ast.expr | ast.keyword):
        is_reading = isinstance(above, ast.Call) and isinstance(above.func, ast.Name) and above.func.id in READING
        if isinstance(above, ast.Call) and above.func is not node and not is_reading:
            return True
        node = above
    return False


@lru_cache(maxsize=16)
def _made(module: Module) -> dict[str, list[ast.stmt]]:
    """Name -> the statements of the module that bind it, without imports."""
    found: dict[str, list[ast.stmt]] = {}
    for node in statements_of(module.tree.body):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.setdefault(node.name, []).append(node)
        elif not isinstance(node, ast.Import | ast.ImportFrom):
            for name in target_names(node):
                found.setdefault(name, []).append(node)
    return found


@lru_cache(maxsize=16)
def _imported(module: Module) -> frozenset[str]:
    """The names that the module imports from modules that know nothing of the subject."""
    imports = [each for each in statements_of(module.tree.body) if isinstance(each, ast.Import | ast.ImportFrom)]
    return frozenset(name for each in imports for name, origin in module.roots.bindings(each) if origin is Origin.PLAIN)


@lru_cache(maxsize=16)
def _parents(module: Module) -> dict[ast.AST, ast.AST]:
    return {child: node for node in ast.walk(module.tree) for child in ast.iter_child_nodes(node)}
