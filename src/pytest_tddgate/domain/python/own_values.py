"""The values that a file itself gives to its names, looked up in the function where a name is read."""

from __future__ import annotations

import ast
from collections import defaultdict
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.python.own_paths import bindings_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

__all__ = ["OwnValues"]

_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

_MODULE = 0


class OwnValues:
    """The expressions that the names and attributes of one file are bound to, and its docstrings.

    A parameter can be its default, or any argument that calls in the same file pass for it.
    """

    def __init__(self, tree: ast.Module) -> None:
        """Collect the bindings of a module."""
        self._tree = tree
        self._scopes: dict[int, Function] = {}
        self._bound: dict[tuple[int, str], list[ast.expr]] = defaultdict(list)
        self._attributes: dict[str, list[ast.expr]] = defaultdict(list)
        # `ast.walk` visits outer functions first, so that the innermost one overwrites them.
        functions = [each for each in ast.walk(tree) if isinstance(each, _FUNCTIONS)]
        for function in functions:
            self._scopes |= {id(inner): function for inner in ast.walk(function) if inner is not function}
        for names, value in bindings_in(tree):
            for name in names:
                self._bound[self._scope_at(value), name].append(value)
        self._read_attributes()
        self._read_parameters(functions)

    def of(self, node: ast.expr) -> list[ast.expr]:
        """The expressions that a name or attribute can stand for; empty if this file does not bind it."""
        match node:
            case ast.Name(id=name):
                return self._named(name, node)
            case ast.Attribute(attr=name):
                return self._attributes.get(name, [])
        return []

    def docstrings_of(self, node: ast.expr) -> Iterator[str]:
        """The docstrings that `__doc__`, `NAME.__doc__` or `inspect.getdoc(NAME)` can be."""
        match node:
            case ast.Name(id="__doc__"):
                yield from _docstring(self._tree)
            case ast.Attribute(value=owner, attr="__doc__") | ast.Call(func=ast.Attribute(attr="getdoc"), args=[owner]):
                for each in ast.walk(self._tree):
                    if isinstance(each, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                        yield from _docstring(each) if each.name == last_name(owner) else ()

    def _named(self, name: str, node: ast.AST) -> list[ast.expr]:
        """The values of a name in the innermost enclosing function that binds it, else in the module."""
        function = self._scopes.get(id(node))
        while function is not None:
            if (id(function), name) in self._bound:
                return self._bound[id(function), name]
            function = self._scopes.get(id(function))
        return self._bound.get((_MODULE, name), [])

    def _scope_at(self, node: ast.AST) -> int:
        function = self._scopes.get(id(node))
        return _MODULE if function is None else id(function)

    def _read_attributes(self) -> None:
        for node in ast.walk(self._tree):
            if isinstance(node, ast.ClassDef):
                for names, value in (pair for each in node.body for pair in _bound_by(each)):
                    for name in names:
                        self._attributes[name].append(value)
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Attribute):
                        self._attributes[target.attr].append(node.value)

    def _read_parameters(self, functions: list[Function]) -> None:
        calls: dict[str, list[ast.Call]] = defaultdict(list)
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Call):
                calls[last_name(node.func)].append(node)
        for function in functions:
            args = function.args
            placed = [*args.posonlyargs, *args.args]
            for each in (*placed, *args.kwonlyargs, args.vararg, args.kwarg):
                if each is not None:
                    self._bound[id(function), each.arg] += []
            given = [*zip(reversed(placed), reversed(args.defaults), strict=False)]
            given += [(arg, value) for arg, value in zip(args.kwonlyargs, args.kw_defaults, strict=True) if value]
            for arg, value in given:
                self._bound[id(function), arg.arg].append(value)
            for call in calls.get(getattr(function, "name", "?"), ()):
                self._read_call(function, [each.arg for each in placed], call)

    def _read_call(self, function: Function, placed: list[str], call: ast.Call) -> None:
        is_method = isinstance(call.func, ast.Attribute) and placed[:1] in (["self"], ["cls"])
        for name, value in zip(placed[is_method:], call.args, strict=False):
            self._bound[id(function), name].append(value)
        for word in call.keywords:
            if word.arg:
                self._bound[id(function), word.arg].append(word.value)


def _bound_by(statement: ast.stmt) -> Iterator[tuple[list[str], ast.expr]]:
    """The bindings of one statement of a class body."""
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        yield from bindings_in(statement)


def _docstring(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    if text := ast.get_docstring(node, clean=False):
        yield text
