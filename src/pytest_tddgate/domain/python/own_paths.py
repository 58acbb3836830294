"""Paths to files of the project itself: names and expressions derived from the location of their own file."""

from __future__ import annotations

import ast
import posixpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.dotted import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["beginning_of", "bindings_in", "is_own", "own_names", "path_of"]

_OWN = frozenset({"__file__", "__path__", "__spec__"})
_OF_PACKAGE = frozenset({"files", "get_data", "open_text", "open_binary", "read_text", "read_binary", "path"})
"""Functions of `importlib.resources` and `pkgutil` that locate or read a file of a package."""
_THIS = frozenset({"__name__", "__package__"})
_JOINING = frozenset({"Path", "PurePath", "PosixPath", "PurePosixPath", "join", "joinpath"})
_SAME = frozenset({
    "str", "fspath", "abspath", "realpath", "normpath", "resolve", "absolute", "as_posix", "expanduser", "as_file",
})  # fmt: skip
"""Functions and methods that return a path to the same file."""
_CLIMBING = frozenset({"dirname", "parent", "parents", "pardir"})


def own_names(tree: ast.Module) -> frozenset[str]:
    """The names whose values are derived from the location or content of files of the project itself."""
    own = frozenset[str]()
    while True:
        found = own | {name for names, value in bindings_in(tree) if is_own(value, own) for name in names}
        if found == own:
            return own
        own = found


def is_own(node: ast.expr, own: frozenset[str]) -> bool:
    """Whether an expression contains something derived from the project's own files; `own` are names that do."""
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and each.id in own | _OWN:
            return True
        is_call = isinstance(each, ast.Call) and last_name(each.func) in _OF_PACKAGE
        if is_call and any(isinstance(part, ast.Name) and part.id in _THIS for part in ast.walk(each)):
            return True
    return False


def bindings_in(tree: ast.AST) -> Iterator[tuple[list[str], ast.expr]]:
    """(Names bound together, the expression that they come from) for each binding in a tree."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets, value=value):
                yield [name for each in targets for name in _stored(each)], value
            case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.NamedExpr(target=target, value=value):
                yield _stored(target), value
            case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
                yield _stored(target), value
            case ast.withitem(context_expr=value, optional_vars=ast.expr() as target):
                yield _stored(target), value


def _stored(target: ast.expr) -> list[str]:
    return [each.id for each in ast.walk(target) if isinstance(each, ast.Name)]


def path_of(node: ast.expr, own: str, names: Mapping[str, ast.expr]) -> str | None:
    """The path, from the top of the repository, that an expression in the file at `own` means; None if unknown.

    `names` maps names that are bound once to their values.
    """
    found = _path(node, own, names)
    return None if found is None else posixpath.normpath(found).removeprefix("./")


def beginning_of(node: ast.expr, own: str, names: Mapping[str, ast.expr]) -> str:
    """The folder up to which a path in the file at `own` can be read, if the whole path cannot.

    `""`, the top of the repository, if nothing can be read, or if the rest may climb to a parent folder. `names` maps
    names that are bound once, or by a loop, to their values.
    """
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and each.id in names:
            found = beginning_of(names[each.id], own, {key: value for key, value in names.items() if key != each.id})
        else:
            whole = path_of(each, own, {}) if isinstance(each, ast.expr) and is_own(each, frozenset()) else None
            found = posixpath.dirname(own) if whole == own else whole or ""
        if found:
            rest = set(ast.walk(node)) - set(ast.walk(each))
            return "" if found == "." or any(map(_climbs, rest)) else found
    return ""


def _climbs(node: ast.AST) -> bool:
    """Whether a part of an expression can lead to a parent folder."""
    match node:
        case ast.Constant(value=str(text)):
            return ".." in text
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in _CLIMBING
    return False


def _path(  # noqa: C901, PLR0911 - one case per kind
    node: ast.expr, own: str, names: Mapping[str, ast.expr]
) -> str | None:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id="__file__"):
            return own
        case ast.Name(id=name) if name in names:
            return _path(names[name], own, {key: value for key, value in names.items() if key != name})
        case ast.Subscript(value=ast.Name(id="__path__") | ast.Attribute(attr="__path__")):
            return posixpath.dirname(own)
        case ast.Subscript(value=ast.Attribute(attr="parents", value=inner), slice=ast.Constant(value=int(count))):
            return _above(_path(inner, own, names), count + 1)
        case ast.Attribute(attr="parent", value=inner):
            return _above(_path(inner, own, names), 1)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _joined([left, right], own, names)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _concatenated([left, right], own, names)
        case ast.JoinedStr(values=parts):
            return _concatenated(parts, own, names)
        case ast.FormattedValue(value=inner):
            return _path(inner, own, names)
        case ast.Call():
            return _called(node, own, names)
    return None


def _called(call: ast.Call, own: str, names: Mapping[str, ast.expr]) -> str | None:
    """The path that a path function or method returns; None if unknown."""
    name = last_name(call.func)
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if name == "files" and call.args and isinstance(call.args[0], ast.Name) and call.args[0].id in _THIS:
        return posixpath.dirname(own)
    if name == "dirname" and call.args:
        return _above(_path(call.args[0], own, names), 1)
    if name in _SAME and (inner := call.args[0] if call.args else owner):
        return _path(inner, own, names)
    if name in _JOINING and call.args:
        return _joined([*([owner] if name == "joinpath" and owner else ()), *call.args], own, names)
    if name in {"with_name", "with_suffix"} and call.args and owner:
        whole, new = _path(owner, own, names), _path(call.args[0], own, names)
        stem = "" if whole is None or name == "with_name" else PurePosixPath(whole).stem
        return None if whole is None or new is None else posixpath.join(posixpath.dirname(whole), stem + new)
    return None


def _joined(nodes: list[ast.expr], own: str, names: Mapping[str, ast.expr]) -> str | None:
    parts = [each for node in nodes if (each := _path(node, own, names)) is not None]
    return posixpath.join(*parts) if len(parts) == len(nodes) else None


def _concatenated(nodes: list[ast.expr], own: str, names: Mapping[str, ast.expr]) -> str | None:
    parts = [each for node in nodes if (each := _path(node, own, names)) is not None]
    return "".join(parts) if len(parts) == len(nodes) else None


def _above(path: str | None, count: int) -> str | None:
    for _ in range(count):
        path = None if path is None else posixpath.dirname(posixpath.normpath(path))
    return path
