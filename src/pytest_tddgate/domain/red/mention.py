"""What a part of a test module mentions: names, strings that name the subject, and imports of the subject."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from pytest_tddgate.domain.python.dotted import first_name
from pytest_tddgate.domain.red.constant_values import is_failing_call
from pytest_tddgate.domain.red.subject import Origin, Roots

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Function", "Mention", "bound_names", "mention_of", "root_name"]

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_BINDING = (*_SCOPES[:3], ast.ExceptHandler, ast.pattern, ast.Import, ast.ImportFrom)
_INNER = (*_SCOPES, *_COMPREHENSIONS, ast.Constant, ast.expr_context, ast.operator, ast.cmpop)
_CARRYING = (ast.Assign, ast.AugAssign, ast.Return, ast.For, ast.AsyncFor, ast.Yield, ast.NamedExpr)


@dataclass(frozen=True, slots=True)
class Mention:
    """The names that were mentioned, and whether the subject is mentioned in another way.

    `names` are read as values; `heads` only start a call with arguments (`json` in `json.loads(text)`). `rooted`: the
    subject is named in a string, in a nested import, or through `getfixturevalue`. `reads_own_file`: `__file__` is
    read, so the expression is about a file beside the test.
    """

    names: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    rooted: bool = False
    reads_own_file: bool = False


def mention_of(node: ast.AST | Iterable[ast.AST], roots: Roots, *, texts: bool = False) -> Mention:
    """Everything that the node (or each of the nodes) mentions.

    Strings count in the arguments of a call, in values that are assigned or returned, and with `texts` everywhere.
    Annotations, docstrings, and messages of assertions or explicit failures never count.
    """
    reader = _Reader(roots)
    for each in [node] if isinstance(node, ast.AST) else node:
        reader.read(each, texts=texts)
    return Mention(frozenset(reader.names), frozenset(reader.heads), reader.rooted, reader.reads_own_file)


@dataclass(slots=True)
class _Reader:
    roots: Roots
    names: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    rooted: bool = False
    reads_own_file: bool = False

    def read(self, node: ast.AST, *, texts: bool) -> None:
        match node:
            case ast.Name():
                self._name(node)
            case ast.Constant():
                self.rooted |= texts and isinstance(node.value, str) and self.roots.is_named_by(node.value)
            case ast.Attribute():
                self._attribute(node, texts=texts)
            case ast.Call():
                self._call(node)
            case ast.Assert():
                self.read(node.test, texts=False)
            case ast.Raise():
                self._raise(node)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._function(node)
            case ast.ImportFrom():
                self.rooted |= any(origin is Origin.SUBJECT for _, origin in self.roots.bindings(node))
            case ast.AnnAssign():
                self.read_all([node.target, *([node.value] if node.value else [])], texts=True)
            case _:
                self.read_all(ast.iter_child_nodes(node), texts=texts or isinstance(node, _CARRYING))

    def read_all(self, nodes: Iterable[ast.AST], *, texts: bool) -> None:
        for node in nodes:
            # `texts` is about the header of a block, not about the statements in it.
            self.read(node, texts=texts and not isinstance(node, ast.stmt))

    def _name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.names.add(node.id)
            self.reads_own_file |= node.id == "__file__"

    def _attribute(self, node: ast.Attribute, *, texts: bool) -> None:
        self.rooted |= node.attr == "getfixturevalue"
        if not _is_unittest_method(node):
            self.read(node.value, texts=texts)

    def _call(self, node: ast.Call) -> None:
        arguments = [*node.args, *node.keywords]
        head = first_name(node.func)
        if _is_unittest_method(node.func):
            pass
        elif head and arguments:
            self.heads.add(head)
            self.rooted |= isinstance(node.func, ast.Attribute) and node.func.attr == "getfixturevalue"
        else:
            self.read(node.func, texts=True)
        self.read_all(arguments, texts=not (is_failing_call(node) or _is_unittest_method(node.func)))

    def _raise(self, node: ast.Raise) -> None:
        if isinstance(node.exc, ast.Call):
            self.read_all([node.exc.func, *node.exc.args, *node.exc.keywords], texts=False)
        elif node.exc is not None:
            self.read(node.exc, texts=False)

    def _function(self, node: Function) -> None:
        defaults = [default for default in node.args.kw_defaults if default is not None]
        self.read_all([*node.decorator_list, *node.args.defaults, *defaults], texts=False)
        inner = _Reader(self.roots)
        inner.read_all(node.body, texts=False)
        around = _in_scope(node.body)
        bound = _bound(node, around)
        seen = inner.names | inner.heads
        self.names |= inner.names - bound
        self.heads |= inner.heads - bound
        self.rooted |= inner.rooted or not seen.isdisjoint(_local_subjects(around, self.roots))
        self.reads_own_file |= inner.reads_own_file


def _local_subjects(around: list[ast.AST], roots: Roots) -> set[str]:
    imports = (node for node in around if isinstance(node, ast.Import | ast.ImportFrom))
    return {name for node in imports for name, origin in roots.bindings(node) if origin is Origin.SUBJECT}


def _is_unittest_method(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in {"self", "cls"}
        and node.attr in _unittest_names()
    )


def root_name(node: ast.AST) -> str:
    """The name at the start of an attribute, subscript, call or starred target; `""` if there is none."""
    while not isinstance(node, ast.Name):
        match node:
            case ast.Attribute(value=inner) | ast.Subscript(value=inner) | ast.Starred(value=inner):
                node = inner
            case ast.Call(func=inner):
                node = inner
            case _:
                return ""
    return node.id


def bound_names(node: Function) -> frozenset[str]:
    """The parameters and local names of a function, without its global and nonlocal names."""
    return _bound(node, _in_scope(node.body))


def _bound(node: Function, around: list[ast.AST]) -> frozenset[str]:
    args = node.args
    names = {arg.arg for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg) if arg}
    outer: set[str] = set()
    for each in around:
        if isinstance(each, ast.Name):
            if isinstance(each.ctx, ast.Store):
                names.add(each.id)
        elif isinstance(each, ast.Global | ast.Nonlocal):
            outer.update(each.names)
        elif isinstance(each, _BINDING):
            names.update(_names_bound_by(each))
    return frozenset(names - outer)


def _names_bound_by(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
            yield name
        case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
            yield name
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in aliases)


def _in_scope(nodes: Iterable[ast.AST]) -> list[ast.AST]:
    """All nodes of the same scope: not those inside nested functions, classes or comprehensions."""
    found = list(nodes)
    for node in found:  # the loop appends to the list
        if not isinstance(node, _INNER):
            found.extend(ast.iter_child_nodes(node))
    return found


@cache
def _unittest_names() -> frozenset[str]:
    """The attributes of every `TestCase`."""
    from unittest import TestCase  # noqa: PLC0415 - it imports many modules, and few tests need it

    return frozenset(dir(TestCase))
