"""Expressions that decide a branch or a result of a module, directly or through names that hold their values."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.changed_file import Spot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["bindings", "deciding", "steered_by"]

_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def steered_by(tree: ast.Module, sign: Callable[[ast.expr], str]) -> Iterator[tuple[Spot, int]]:
    """(Spot, line) for each expression that `sign` describes and each line of a branch or result that it decides.

    An expression that decides nothing, such as a logged one, is left out. Values are followed through the names that
    they are assigned to: local names within their function, module names and attributes everywhere.
    """
    for node in ast.walk(tree):
        for place in deciding(node):
            if what := sign(place):
                yield Spot(place.lineno, what), place.lineno
    for names, value, scope in bindings(tree):
        if what := sign(value):
            sinks = _sinks(names, scope, tree)
            yield from ((Spot(value.lineno, what), sink) for sink in sinks)


def deciding(node: ast.AST) -> Iterator[ast.expr]:
    """The expressions in a node that decide a branch or a result."""
    match node:
        case ast.If(test=value) | ast.While(test=value) | ast.IfExp(test=value) | ast.Match(subject=value):
            yield value
        case ast.Return(value=ast.expr() as value) | ast.Yield(value=ast.expr() as value) | ast.YieldFrom(value=value):
            yield value
        case ast.comprehension(ifs=conditions):
            yield from conditions
        case ast.Lambda(body=value) | ast.Assert(test=value):
            yield value


def bindings(tree: ast.Module) -> Iterator[tuple[frozenset[str], ast.expr, ast.AST]]:
    """(Names, value, enclosing function or module) for each binding of a module; `.name` for an attribute."""
    return _kept(tree, tree)


def _kept(node: ast.AST, scope: ast.AST) -> Iterator[tuple[frozenset[str], ast.expr, ast.AST]]:
    inner = node if isinstance(node, _FUNCTIONS) else scope
    match node:
        case ast.Assign(targets=targets, value=value):
            yield _names(targets), value, inner
        case (
            ast.AnnAssign(target=target, value=ast.expr() as value)
            | ast.AugAssign(target=target, value=value)
            | ast.NamedExpr(target=target, value=value)
            | ast.For(target=target, iter=value)
            | ast.AsyncFor(target=target, iter=value)
            | ast.withitem(optional_vars=ast.expr() as target, context_expr=value)
        ):
            yield _names([target]), value, inner
        case ast.comprehension(target=target, iter=value):
            yield _names([target]), value, inner
    for child in ast.iter_child_nodes(node):
        yield from _kept(child, inner)


def _names(targets: Iterable[ast.expr]) -> frozenset[str]:
    """`name` for a name, `.name` for an attribute; the container for one of its elements."""
    found = set()
    for target in targets:
        for node in ast.walk(target):
            match node:
                case ast.Name(id=name) if node is target or isinstance(node.ctx, ast.Store):
                    found.add(name)
                case ast.Attribute(attr=name) if isinstance(node.ctx, ast.Store):
                    found.add(f".{name}")
                case ast.Subscript(value=ast.Name(id=name)) if isinstance(node.ctx, ast.Store):
                    found.add(name)
    return frozenset(found)


def _sinks(names: frozenset[str], scope: ast.AST, tree: ast.Module) -> Iterator[int]:
    """The lines of branches and results that any of these names decides, directly or through other names."""
    reached, is_wider = set(names), True
    kept = list(bindings(tree))
    while is_wider:
        before = len(reached)
        for others, value, inner in kept:
            if inner in {scope, tree} or scope is tree:
                reached |= others if _loads(value, reached) else set()
        is_wider = len(reached) > before
    is_local = isinstance(scope, _FUNCTIONS) and not any(each.startswith(".") for each in reached)
    is_global = any(isinstance(each, ast.Global) and reached & set(each.names) for each in ast.walk(scope))
    for node in ast.walk(scope if is_local and not is_global else tree):
        for place in deciding(node):
            if _loads(place, reached):
                yield place.lineno


def _loads(node: ast.AST, names: set[str]) -> bool:
    for each in ast.walk(node):
        match each:
            case ast.Name(id=name, ctx=ast.Load()) if name in names:
                return True
            case ast.Attribute(attr=name, ctx=ast.Load()) if f".{name}" in names:
                return True
    return False
