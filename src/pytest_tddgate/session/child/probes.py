"""The probe run: reports which dense functions (with their whole code on one line) were called.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import ast
import importlib.machinery
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.python.dense import is_dense
from pytest_tddgate.session.child.substitutes import SubstituteFinder, put_first

if TYPE_CHECKING:
    import types
    from collections.abc import Callable

    from pytest_tddgate.session.child.observer import Observer

__all__ = ["Probes"]

_NAME = "__tddgate_called__"


class Probes:
    """Imports the named files with a probe in each dense function, and sends which ones were called."""

    def __init__(self, observer: Observer) -> None:
        """The orders' `probed` are the files."""
        self._channel = observer.channel
        self._sent: set[tuple[str, int, int]] = set()
        paths = frozenset(observer.orders.extra["probed"])
        put_first(SubstituteFinder(paths, lambda name, path: _ProbingLoader(name, path, self._called)))

    def _called(self, path: str, line: int, column: int) -> None:
        if (path, line, column) not in self._sent:
            self._sent.add((path, line, column))
            self._channel.later("called", path, line, column)


class _ProbingLoader(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, path: str, called: Callable[[str, int, int], None]) -> None:
        super().__init__(name, path)
        self._called = called

    def exec_module(self, module: types.ModuleType) -> None:
        """Run the module with the probe among its globals."""
        path = self.get_filename(module.__name__)
        module.__dict__[_NAME] = lambda line, column: self._called(path, line, column)
        super().exec_module(module)

    def get_code(self, fullname: str) -> Any:
        """The file's code with a probe in each dense function."""
        path = self.get_filename(fullname)
        tree = ast.parse(self.get_data(path))
        return compile(ast.fix_missing_locations(_Probing().visit(tree)), path, "exec", dont_inherit=True)


class _Probing(ast.NodeTransformer):
    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        """The lambda, with a probe before its expression if it is dense."""
        is_probed = is_dense(node)
        self.generic_visit(node)
        if is_probed:
            both = ast.Tuple([_probe(node), node.body], ast.Load())
            node.body = ast.copy_location(ast.Subscript(both, ast.Constant(1), ast.Load()), node.body)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """The function, with a probe as its first statement if it is dense."""
        return self._probed(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        """The same for `async def`."""
        return self._probed(node)

    def _probed(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        is_probed = is_dense(node)
        self.generic_visit(node)
        if is_probed:
            node.body.insert(0, ast.copy_location(ast.Expr(_probe(node)), node.body[0]))
        return node


def _probe(node: ast.Lambda | ast.FunctionDef | ast.AsyncFunctionDef) -> ast.expr:
    arguments: list[ast.expr] = [ast.Constant(node.lineno), ast.Constant(node.col_offset)]
    return ast.copy_location(ast.Call(ast.Name(_NAME, ast.Load()), arguments, []), node)
