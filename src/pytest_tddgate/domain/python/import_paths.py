"""The places that a Python file adds to those that modules are imported from, such as `sys.path`."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.python.own_paths import beginning_of, bindings_in, is_own, own_names, path_of
from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Addition", "Kind", "additions_in"]

_MAY_ADD = re.compile(rb"\bpath\b|__path__|addsitedir|zipimporter")
_ADDING = frozenset({"append", "insert", "extend"})


class Kind(Enum):
    """What is extended (`sys.path`, a package's `__path__`), or how: a site directory, an archive, `extend_path`."""

    EVERY = "sys.path"
    PACKAGE = "__path__"
    SITE = "addsitedir"
    ARCHIVE = "zipimporter"
    SEARCH = "extend_path"


@dataclass(frozen=True, slots=True)
class Addition:
    """A line, counted from 1, that adds to an import path; `target` is the added path from the top of the repository.

    `target` is None if it cannot be read from the source; `beginning` is then the folder up to which it can be read.
    `is_own` says whether the added path is derived from the location of the project's own files.
    """

    line: int
    kind: Kind
    target: str | None = None
    is_own: bool = True
    beginning: str = ""


def additions_in(source: bytes, path: str) -> tuple[Addition, ...]:
    """The additions of a Python source, which is the file at this path; empty if it cannot be parsed."""
    if not _MAY_ADD.search(source):
        return ()
    tree = parse_or_empty(source)
    paths = _import_paths(tree)
    bound = [(name, value) for names, value in bindings_in(tree) for name in names]
    counts = Counter(name for name, _ in bound)
    looped = _looped(tree)
    single = {name: value for name, value in bound if counts[name] == 1}
    once = {name: value for name, value in single.items() if name not in looped}
    added = list(_added(tree, paths, once))
    own = own_names(tree) if added else frozenset()
    return tuple(
        Addition(line, kind)
        if kind is Kind.SEARCH
        else Addition(line, kind, path_of(node, path, once), is_own(node, own), beginning_of(node, path, single))
        for line, kind, node in added
    )


def _looped(tree: ast.Module) -> frozenset[str]:
    """The names that a loop binds to one element after another."""
    targets = (each.target for each in ast.walk(tree) if isinstance(each, ast.For | ast.comprehension))
    return frozenset(part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name))


def _import_paths(tree: ast.Module) -> frozenset[str]:
    """The expressions that mean `sys.path` in this file, including aliases of the module or the list."""
    found = set[str]()
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                found |= {f"{each.asname or each.name}.path" for each in names if each.name == "sys"}
            case ast.ImportFrom(module="sys", names=names):
                found |= {each.asname or each.name for each in names if each.name == "path"}
    for node in ast.walk(tree) if found else ():
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Attribute() as value) if ast.unparse(value) in found:
                found.add(name)
    return frozenset(found)


def _added(
    tree: ast.Module, paths: frozenset[str], once: Mapping[str, ast.expr]
) -> Iterator[tuple[int, Kind, ast.expr]]:
    """(Line, kind, added expression) of each addition."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and last_name(node.func) in {"addsitedir", "zipimporter"} and node.args:
            yield node.lineno, Kind(last_name(node.func)), node.args[0]
        elif isinstance(node, ast.Call | ast.AugAssign | ast.Assign):
            owner, values = _put_into(node, once)
            kind = _kind_of(owner, paths)
            for each in values if kind else ():
                is_search = isinstance(each, ast.Call) and last_name(each.func) == "extend_path"
                yield node.lineno, Kind.SEARCH if is_search else kind, each  # type: ignore[misc]  # there is a kind


def _put_into(
    node: ast.Call | ast.AugAssign | ast.Assign, once: Mapping[str, ast.expr]
) -> tuple[ast.expr | None, list[ast.expr]]:
    """The container that a statement or call adds to, or None, and the expressions that it adds."""
    match node:
        case ast.Call(func=ast.Attribute(value=owner, attr=method), args=[*_, last]) if method in _ADDING:
            return owner, _elements(last, once) if method == "extend" else [last]
        case ast.AugAssign(target=owner, value=value):
            return owner, _elements(value, once)
        case ast.Assign(targets=[ast.Subscript(value=owner)], value=value) | ast.Assign(targets=[owner], value=value):
            return owner, _elements(value, once)
    return None, []


def _kind_of(owner: ast.expr | None, paths: frozenset[str]) -> Kind | None:
    """The kind of import path that `owner` is; None if it is not an import path."""
    if not isinstance(owner, ast.Name | ast.Attribute):
        return None
    if last_name(owner) == "__path__":
        return Kind.PACKAGE
    return Kind.EVERY if ast.unparse(owner) in paths else None


def _elements(node: ast.expr, once: Mapping[str, ast.expr]) -> list[ast.expr]:
    """The elements of a sequence without unpacked ones; the node itself if its elements cannot be read."""
    match node:
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return [each for each in elements if not isinstance(each, ast.Starred)]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return [*_elements(left, once), *_elements(right, once)]
        case ast.Name(id=name) if isinstance(once.get(name), ast.List | ast.Tuple):
            return _elements(once[name], {})
    return [node]
