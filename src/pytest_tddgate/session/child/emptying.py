"""Compiles a file with its changed functions emptied, and with its changed values removed.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import ast
import contextlib
import importlib.machinery
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.mutants.mutant_code import nested_codes
from pytest_tddgate.session.child.in_place import RAISE

if TYPE_CHECKING:
    from types import CodeType

__all__ = ["EmptyingLoader", "blanked", "changed_functions", "emptied_sources"]


class EmptyingLoader(importlib.machinery.SourceFileLoader):
    """Loads a file with every changed function emptied: its body only raises.

    `spans` are the first and last lines of the changed places. With `is_blanking`, values that modules and classes
    assign there are replaced too.
    """

    def __init__(self, name: str, path: str, spans: list[tuple[int, int]], *, is_blanking: bool) -> None:
        """`path` is absolute."""
        super().__init__(name, path)
        self._spans = spans
        self._is_blanking = is_blanking

    def get_code(self, fullname: str) -> Any:
        """The file's code with every changed function emptied."""
        path = self.get_filename(fullname)
        tree = _emptied_tree(self.get_data(path), self._spans, is_blanking=self._is_blanking)
        return compile(tree, path, "exec", dont_inherit=True)


def _emptied_tree(source: bytes, spans: list[tuple[int, int]], *, is_blanking: bool) -> ast.Module:
    return _Empty(spans, is_blanking=is_blanking).applied(source)


def emptied_sources(spans: dict[str, list[tuple[int, int]]], *, is_blanking: bool) -> dict[str, str]:
    """Absolute path -> the file's source with every changed function emptied, for other interpreters."""
    found = {}
    for path, places in spans.items():
        with contextlib.suppress(OSError, SyntaxError, ValueError):
            found[path] = ast.unparse(_emptied_tree(Path(path).read_bytes(), places, is_blanking=is_blanking))
    return found


class _Empty(ast.NodeTransformer):
    def __init__(self, spans: list[tuple[int, int]], *, is_blanking: bool, is_emptying: bool = True) -> None:
        self._spans = spans
        self._is_emptying = is_emptying
        self._is_blanking = is_blanking
        self._makers: frozenset[str] = frozenset()

    def applied(self, source: bytes) -> ast.Module:
        """The parsed module without its changed functions and values."""
        tree = ast.parse(source)
        functions = (each for each in tree.body if isinstance(each, ast.FunctionDef))
        self._makers = frozenset(each.name for each in functions if _is_changed(each, self._spans))
        emptied: ast.Module = self.visit(tree)
        return ast.fix_missing_locations(emptied)

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        """The assignment, with a bare `object()` as its value if it changed, or if a changed function computes it."""
        return self._blanked(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """The same for an annotated assignment; one without a value, like a field of a `NamedTuple`, is left out."""
        if node.value is not None:
            return self._blanked(node)
        is_removed = self._is_blanking and _is_changed(node, self._spans)
        return ast.copy_location(ast.Pass(), node) if is_removed else node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """The function, with a body that only raises if one of its lines changed."""
        return self._emptied(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        """The same for `async def`."""
        return self._emptied(node)

    def _blanked(self, node: ast.Assign | ast.AnnAssign) -> ast.AST:
        if self._is_blanking and (_is_changed(node, self._spans) or self._is_made(node)):
            node.value = ast.copy_location(ast.Call(ast.Name("object", ast.Load()), [], []), node)
        return node

    def _is_made(self, node: ast.Assign | ast.AnnAssign) -> bool:
        called = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
        return any(isinstance(each, ast.Name) and each.id in self._makers for each in called)

    def _emptied(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        if self._is_emptying and _is_changed(node, self._spans):
            node.body = ast.parse(RAISE).body
        return node


def _is_changed(node: ast.stmt, spans: list[tuple[int, int]]) -> bool:
    last = node.end_lineno or node.lineno
    return any(first <= last and until >= node.lineno for first, until in spans)


def blanked(source: bytes, path: str, spans: list[tuple[int, int]]) -> CodeType:
    """The code of a file's module with its changed values replaced and its functions unchanged."""
    tree = _Empty(spans, is_blanking=True, is_emptying=False).applied(source)
    return compile(tree, path, "exec", dont_inherit=True)


def changed_functions(source: bytes, path: str, spans: list[tuple[int, int]]) -> frozenset[tuple[str, int]]:
    """Qualified name and first line, as in code objects, of each changed function and the functions inside it.

    Inner functions count because a decorator may have put them to use before the outer function is emptied.
    """
    lines = {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _is_changed(node, spans)
        for line in range(
            min([node.lineno, *(each.lineno for each in node.decorator_list)]), (node.end_lineno or 0) + 1
        )
    }
    module = compile(source, path, "exec", dont_inherit=True)
    codes = (each for each in nested_codes(module) if each is not module)
    return frozenset((each.co_qualname, each.co_firstlineno) for each in codes if each.co_firstlineno in lines)
