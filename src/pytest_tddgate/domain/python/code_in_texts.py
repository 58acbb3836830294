"""Code in the strings of a source, written for `exec`, `eval` or `compile`, or for another Python process."""

from __future__ import annotations

import ast
import contextlib
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.python.folding import constants_of, maybe_folded
from pytest_tddgate.domain.python.nodes import nodes_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["code_run_elsewhere", "code_run_here", "hidden_code"]


def hidden_code(tree: ast.AST) -> Iterator[tuple[ast.Module, int]]:
    """(Parsed code, line) of each constant string that is written to be run as code."""
    yield from code_run_here(tree)
    yield from code_run_elsewhere(tree)


def code_run_here(tree: ast.AST) -> Iterator[tuple[ast.Module, int]]:
    """(Parsed code, line) of each constant passed to `exec`, `eval` or `compile`, the module's `__doc__` included."""
    docstring = ast.get_docstring(tree, clean=False) if isinstance(tree, ast.Module) else None
    names = constants_of(tree, {"__doc__": docstring} if docstring else None)
    for node in nodes_in(tree):
        match node:
            case ast.Call(func=ast.Name(id="exec" | "eval" | "compile"), args=[text, *_]):
                yield from ((each, node.lineno) for each in _parsed(text, names))


def code_run_elsewhere(tree: ast.AST, known: Mapping[str, Any] | None = None) -> Iterator[tuple[ast.Module, int]]:
    """(Parsed code, line) of each constant after `-c` in a Python command; `known` are outer constants."""
    names = constants_of(tree, known)
    for node in nodes_in(tree):
        match node:
            case ast.List(elts=[python, *words]) | ast.Tuple(elts=[python, *words]) if _is_python(python):
                texts = [text for option, text in pairwise(words) if _gives_code(option)]
                yield from ((each, node.lineno) for text in texts for each in _parsed(text, names))


def _parsed(text: ast.expr, names: Mapping[str, Any]) -> Iterator[ast.Module]:
    for value in maybe_folded(text, names):
        with contextlib.suppress(SyntaxError, ValueError, TypeError, RecursionError):
            yield ast.parse(value)


def _is_python(node: ast.expr) -> bool:
    """Whether the first word of a command names an interpreter: `sys.executable`, `python`, `"python3"`."""
    return re.search(r"python|executable|interpreter", ast.unparse(node)) is not None


def _gives_code(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and re.fullmatch(r"-[a-zA-Z]*c", str(node.value)) is not None
