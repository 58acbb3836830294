"""What the names of a function are bound to, anywhere in it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

from pytest_tddgate.domain.red.mention import Function, bound_names, root_name
from pytest_tddgate.domain.red.statements import captured, parameters
from pytest_tddgate.domain.red.subject import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.domain.red.subject import Roots

__all__ = ["Bindings", "bindings_of"]

Bindings: TypeAlias = dict[str, list[ast.AST | None]]


def bindings_of(function: Function, roots: Roots) -> Bindings:
    """Name -> what the function binds it to, or writes through it (`name.x = value`).

    None stands for a value that no expression gives, or for the subject. A loop variable is bound to the iterated
    expression, a definition or import to its own node. Parameters of the function itself are left out.
    """
    found: Bindings = {}
    for node in ast.walk(function):
        if node is not function:
            for name, value in (*_assigned(node), *_introduced(node, roots)):
                found.setdefault(name, []).append(value)
    # Names that are only written through are bound elsewhere.
    local = bound_names(function) | {each.id for each in ast.walk(function) if _is_store(each)}
    return {name: values for name, values in found.items() if name in local or None in values}


def _assigned(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    targets: list[ast.expr] = []
    value: ast.expr | None = None
    match node:
        case ast.Assign():
            targets, value = node.targets, node.value
        case ast.AnnAssign() | ast.NamedExpr() | ast.AugAssign():
            targets, value = [node.target], node.value
        case ast.For() | ast.AsyncFor() | ast.comprehension():
            targets, value = [node.target], node.iter
        case ast.withitem(optional_vars=ast.expr() as target):
            targets, value = [target], node.context_expr
    if value is not None:
        yield from ((name, value) for each in targets for name in _stored(each))


def _introduced(node: ast.AST, roots: Roots) -> Iterator[tuple[str, ast.AST | None]]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield node.name, node
            yield from ((name, None) for name in parameters(node))
        case ast.ClassDef():
            yield node.name, node
        case ast.Import() | ast.ImportFrom():
            plain = (Origin.PLAIN, Origin.AMBIENT)
            yield from ((name, node if origin in plain else None) for name, origin in roots.bindings(node))
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            yield from ((name, None) for name in names)
        case ast.ExceptHandler(name=str(name)):
            yield name, None
        case ast.pattern():
            yield from ((name, None) for name in [captured(node)] if name)
        case ast.Lambda(args=args):
            yield from ((each.arg, None) for each in ast.walk(args) if isinstance(each, ast.arg))


def _is_store(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _stored(target: ast.AST) -> Iterator[str]:
    """The names that a target binds or writes through."""
    for each in ast.walk(target):
        if _is_store(each):
            yield each.id
        elif isinstance(each, ast.Attribute | ast.Subscript) and not isinstance(each.ctx, ast.Load):
            yield root_name(each)
