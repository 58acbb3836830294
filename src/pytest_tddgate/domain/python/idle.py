"""Statements without effect in functions: they assign a constant to a local name that nothing reads."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["idle_lines", "is_literal"]

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_ASKED = frozenset({"locals", "vars", "eval", "exec", "globals", "dir"})
"""Functions that can read a local variable without mentioning its name."""


def idle_lines(source: bytes) -> frozenset[int]:
    """The first line of each such statement in a Python source; empty if it cannot be parsed."""
    tree = parse_or_empty(source)
    return frozenset(line for node in ast.walk(tree) if isinstance(node, _Function) for line in _idle_in(node))


def _idle_in(function: _Function) -> Iterator[int]:
    nodes = list(ast.walk(function))
    read = {each.id for each in nodes if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)}
    shared = {name for each in nodes if isinstance(each, ast.Global | ast.Nonlocal) for name in each.names}
    if read & _ASKED:
        return
    for node in nodes:
        match node:
            case ast.Assign(targets=targets, value=value):
                pass
            case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.AugAssign(target=target, value=value):
                targets = [target]
            case _:
                continue
        names = {each.id for each in targets if isinstance(each, ast.Name)}
        if len(names) == len(targets) and not names & (read | shared) and is_literal(value):
            yield node.lineno


def is_literal(value: ast.expr) -> bool:
    """Whether a value depends on no name, and on nothing that runs."""
    return not any(isinstance(each, ast.Name | ast.Call | ast.Await | ast.Yield) for each in ast.walk(value))
