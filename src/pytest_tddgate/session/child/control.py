"""The controls' runs: a canary that must fail, and the contract against an emptied implementation.

PYTEST_DONT_REWRITE: the canary's assertion has to fail without pytest's help.
"""

from __future__ import annotations

import ast
import importlib.machinery
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.session.child.in_place import changed_codes, loaded, replace_codes
from pytest_tddgate.session.child.substitutes import Substitutes

if TYPE_CHECKING:
    from types import CodeType

    from pytest_tddgate.session.child.observer import Observer

__all__ = ["Control", "reverting"]


class Control:
    """Adds the canaries, or takes the implementation away, as the orders say."""

    def __init__(self, observer: Observer) -> None:
        """Prepare the control that `extra` names.

        `canary`: a name. `emptied`: absolute path -> line spans; `blanked`: whether values go too. `reverted`: absolute
        path -> the source to import in its place, None where there is to be no module.
        """
        extra = observer.orders.extra
        self._canary: str = extra.get("canary", "")
        self._emptied = {path: [tuple(each) for each in found] for path, found in extra.get("emptied", {}).items()}
        self._loaded = loaded(self._emptied)
        if self._emptied:
            sys.meta_path.insert(0, _emptying(self._emptied, is_blanking=bool(extra.get("blanked"))))
        if extra.get("reverted"):
            sys.meta_path.insert(0, reverting(extra["reverted"]))

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put the canaries beside the contract's tests, and run nothing else."""
        if not self._canary or not items:
            return
        module = items[0].getparent(pytest.Module)
        if module is None:
            return
        items[:] = [
            pytest.Function.from_parent(module, name=f"{self._canary}_{kind}", callobj=call)
            for kind, call in (("asserts", _must_fail), ("raises", _must_not_raise))
        ]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self) -> None:
        """Empty what was imported before this control began, now that pytest has found its tests."""
        for path in self._loaded:
            source = Path(path).read_bytes()
            emptied = _emptied(source, path, self._emptied[path], is_blanking=False)
            replace_codes(path, changed_codes(compile(source, path, "exec", dont_inherit=True), emptied))


def _must_fail() -> None:
    value = 1
    assert value == 2, "the canary"  # noqa: S101, PLR2004 - it is a test, and it must fail


def _must_not_raise() -> None:
    with pytest.raises(ValueError, match="the canary"):
        pass


def _emptying(spans: dict[str, list[tuple[int, int]]], *, is_blanking: bool) -> Substitutes:
    """Imports the named files with every changed function emptied: whatever it does, it now only raises.

    `spans` maps an absolute path to the first and last line of each changed place. A blanking one also takes the values
    that modules and classes give their names.
    """
    return Substitutes(spans, lambda name, path: _EmptyingLoader(name, path, spans[path], is_blanking=is_blanking))


def reverting(sources: dict[str, str | None]) -> Substitutes:
    """Imports other sources than those on the disk: absolute path -> source, None to make the module missing."""

    def loader_of(name: str, path: str) -> _SourceLoader:
        source = sources[path]
        if source is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return _SourceLoader(name, path, source)

    return Substitutes(sources, loader_of)


class _SourceLoader(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self._source = source

    def get_code(self, fullname: str) -> Any:
        """The other source's code."""
        return compile(self._source, self.get_filename(fullname), "exec", dont_inherit=True)


class _EmptyingLoader(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, path: str, spans: list[tuple[int, int]], *, is_blanking: bool) -> None:
        super().__init__(name, path)
        self._spans = spans
        self._is_blanking = is_blanking

    def get_code(self, fullname: str) -> Any:
        """The file's code with every changed function emptied."""
        path = self.get_filename(fullname)
        return _emptied(self.get_data(path), path, self._spans, is_blanking=self._is_blanking)


def _emptied(source: bytes, path: str, spans: list[tuple[int, int]], *, is_blanking: bool) -> CodeType:
    tree = _Empty(spans, is_blanking=is_blanking).visit(ast.parse(source))
    return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)


class _Empty(ast.NodeTransformer):
    def __init__(self, spans: list[tuple[int, int]], *, is_blanking: bool) -> None:
        self._spans = spans
        self._is_blanking = is_blanking

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        """The assignment, of an object that is good for nothing."""
        return self._blanked(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """The same with an annotation."""
        return self._blanked(node) if node.value is not None else node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """The function with a body that only raises, when one of its lines changed."""
        return self._emptied(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        """The same for `async def`."""
        return self._emptied(node)

    def _blanked(self, node: ast.Assign | ast.AnnAssign) -> ast.AST:
        if self._is_blanking and self._is_changed(node):
            node.value = ast.copy_location(ast.Call(ast.Name("object", ast.Load()), [], []), node)
        return node

    def _is_changed(self, node: ast.stmt) -> bool:
        last = node.end_lineno or node.lineno
        return any(first <= last and until >= node.lineno for first, until in self._spans)

    def _emptied(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        if self._is_changed(node):
            node.body = ast.parse('raise NotImplementedError("emptied by the sabotage control of pytest-tddgate")').body
        return node
