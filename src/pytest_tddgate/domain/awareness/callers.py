"""Which expressions of a module hold its callers: their frames, or the names of their files, functions and modules."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.awareness.looks import CALLERS
from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.python.steering import bindings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.domain.awareness.looks import Looks

__all__ = ["FUNCTIONS", "Callers"]

FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
# fmt: off
_PARTS = frozenset({
    "f_back", "frame", "f_code", "co_filename", "co_name", "co_qualname", "filename", "function", "name", "stem",
    "parent", "parts", "__name__", "__file__",
})
"""Attributes of a frame, of what describes it, or of a path, that hold or name it as well; not its line."""
_KEEPING = frozenset({
    "basename", "dirname", "splitext", "relpath", "abspath", "realpath", "normpath", "normcase", "split",
    "Path", "PurePath", "PurePosixPath", "str", "repr", "fspath", "list", "tuple", "set", "sorted", "reversed", "iter",
    "next", "hash", "crc32", "adler32", "md5", "sha1", "sha256", "getframeinfo", "getmodule", "getmodulename",
    "getsourcefile", "getfile", "enumerate", "filter", "map",
})
"""Functions whose result still tells the name that they are given."""
# fmt: on
_WRITING = frozenset({"print_stack", "dump_traceback"})
_NAMES = frozenset({"__name__", "__file__", "__package__"})
_Held = tuple[ast.AST, str]
"""The function or module in which a name holds a caller, and the name (`.name` for an attribute)."""


class Callers:
    """The names of a module that hold a caller, and which expressions do."""

    def __init__(self, tree: ast.Module, looks: Looks) -> None:
        """Follow the callers through names, attributes, arguments and results of functions."""
        self._tree = tree
        self._looks = looks
        self._functions = dict(_functions(tree))
        self._held: set[_Held] = set(_lists_of_warnings(tree))
        scopes = list(_with_scopes(tree, tree))
        before = -1
        while len(self._held) > before:
            before = len(self._held)
            for names, value, scope in bindings(tree):
                if self.is_held(value, scope):
                    found = (each for each in names if not each.startswith(".__"))
                    self._held |= {(tree if each.startswith(".") else scope, each) for each in found}
            for node, scope in scopes:
                self._held |= set(self._given_by(node, scope))

    def _given_by(self, node: ast.AST, scope: ast.AST) -> Iterator[_Held]:
        """The function whose result is a caller, and the parameters or files to which a call gives one."""
        match node:
            case ast.Return(value=value) | ast.Yield(value=value) if self.is_held(value, scope):
                yield from ((self._tree, name) for name, each in self._functions.items() if each is scope)
            case ast.Call(func=func, args=args, keywords=words) if last_name(func) in _WRITING:
                values = [*args, *(each.value for each in words)]
                yield from ((scope, each.id) for each in values if isinstance(each, ast.Name))
            case ast.Call(func=func, args=args) if function := self._functions.get(_called(func)):
                own = [each.arg for each in function.args.args][isinstance(func, ast.Attribute) :]
                pairs = zip(own, args, strict=False)
                yield from ((function, name) for name, each in pairs if self.is_held(each, scope))

    def is_held(self, node: ast.AST | None, scope: ast.AST) -> bool:
        """Whether an expression in this function or module is a caller, or a name of one."""
        if node is None:
            return False
        return self._is_known(node, scope) or any(self.is_held(each, scope) for each in _kept_of(node))

    def _is_known(self, node: ast.AST, scope: ast.AST) -> bool:
        """Whether a node asks for callers, or is a name that holds one."""
        match node:
            case ast.Name(id=name):
                return self._looks.word(node) in CALLERS or not {(scope, name), (self._tree, name)}.isdisjoint(
                    self._held
                )
            case ast.Attribute(attr=name):
                return self._looks.word(node) in CALLERS or (self._tree, f".{name}") in self._held
            case (
                ast.Subscript(value=owner, slice=key)
                | ast.Call(func=ast.Attribute(value=owner, attr="get"), args=[key, *_])
            ):
                return _is_name_in_globals(owner, key)
        return False


def _kept_of(node: ast.AST) -> list[ast.expr]:
    """The expressions of which a node holds a part, or the whole in another form."""
    match node:
        case ast.Attribute(value=value, attr=name):
            return [value] if name in _PARTS else []
        case ast.Call(func=func, args=args):
            owner = [func.value] if isinstance(func, ast.Attribute) else []
            is_kept = last_name(func) in _KEEPING or any(isinstance(each, ast.Constant) for each in owner)
            return [func, *owner, *(args if is_kept else [])]
        case (
            ast.Subscript(value=value) | ast.NamedExpr(value=value) | ast.Starred(value=value)
            | ast.FormattedValue(value=value) | ast.GeneratorExp(elt=value) | ast.ListComp(elt=value)
            | ast.SetComp(elt=value)
        ):  # fmt: skip
            return [value]
        case ast.BinOp(left=one, right=other) | ast.IfExp(body=one, orelse=other):
            return [one, other]
        case ast.BoolOp(values=values) | ast.JoinedStr(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
            return values
    return []


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of a module by their names, methods by `.name`."""
    methods = [each for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for each in node.body]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield f".{node.name}" if node in methods else node.name, node


def _called(func: ast.expr) -> str:
    """The function or the own method that is called, as `_functions` names it; empty for that of another object."""
    match func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
            return f".{name}"
    return ""


def _is_name_in_globals(owner: ast.expr, key: ast.expr) -> bool:
    is_name = isinstance(key, ast.Constant) and key.value in _NAMES
    return is_name and isinstance(owner, ast.Attribute) and owner.attr == "f_globals"


def _lists_of_warnings(tree: ast.Module) -> Iterator[_Held]:
    """The names of the lists of `warnings.catch_warnings(record=True)`, whose elements have the caller's file."""
    for node, scope in _with_scopes(tree, tree):
        match node:
            case ast.withitem(context_expr=ast.Call(func=func), optional_vars=ast.Name(id=name)) if (
                last_name(func) == "catch_warnings"
            ):
                yield scope, name


def _with_scopes(node: ast.AST, scope: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Each node, and the function or module that it is in."""
    inner = node if isinstance(node, FUNCTIONS) else scope
    yield node, scope
    for child in ast.iter_child_nodes(node):
        yield from _with_scopes(child, inner)
