"""The constants that names in a test module stand for: bound there, or imported from another test module."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pytest_tddgate.domain.leaks.object_values import without_objects
from pytest_tddgate.domain.python.folding import constants_of
from pytest_tddgate.domain.python.nodes import nodes_in
from pytest_tddgate.domain.python.parsing import parse_or_none

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

__all__ = ["TestModule", "modules_in"]

_SCOPES = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_Constants = dict[str, Any]


class TestModule(NamedTuple):
    """A Python file of the tests; `names` maps each of its names to its constant.

    A name that a module neither binds nor imports has the constant of any module that binds it: it may come by
    `import *`, or as an attribute of a module.
    """

    path: str
    tree: ast.Module
    names: _Constants


def modules_in(files: Mapping[str, bytes]) -> tuple[TestModule, ...]:
    """Those of the files that can be parsed, in their order."""
    return _modules_in(tuple(files.items()))


@lru_cache(maxsize=1)  # every check of a change asks for the same files
def _modules_in(files: tuple[tuple[str, bytes], ...]) -> tuple[TestModule, ...]:
    trees = {path: tree for path, data in files if path.endswith(".py") and (tree := parse_or_none(data))}
    names = _names_by_module(trees)
    return tuple(TestModule(path, tree, names[path]) for path, tree in trees.items())


def _names_by_module(trees: Mapping[str, ast.Module]) -> dict[str, _Constants]:
    bound = {path: _bound(tree) for path, tree in trees.items()}
    own: dict[str, _Constants] = {}
    every: _Constants = {}
    for path, tree in trees.items():
        top = ast.Module([without_objects(each) for each in tree.body if not isinstance(each, _SCOPES)], [])
        found = constants_of(top, _without(every, bound[path]))
        own[path] = {name: found[name] for name in bound[path] if name in found}
        every |= own[path]
    modules = _by_last_part(own)
    seen = {}
    for path, tree in trees.items():
        imported = dict(_imported(tree, modules))
        taken = {name: value for constant in imported.values() for name, value in constant.items()}
        seen[path] = _without(every, bound[path] | imported.keys()) | taken | own[path]
    return seen


def _without(constants: _Constants, names: Container[str]) -> _Constants:
    return {name: value for name, value in constants.items() if name not in names}


def _by_last_part(own: Mapping[str, _Constants]) -> dict[str, list[tuple[str, _Constants]]]:
    """Last part of a module's name -> the full name, from the repository's root, and the constants of the module."""
    modules: dict[str, list[tuple[str, _Constants]]] = {}
    for path, constants in own.items():
        dotted = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        modules.setdefault(dotted.rpartition(".")[2], []).append((f".{dotted}", constants))
    return modules


def _bound(tree: ast.Module) -> set[str]:
    """The names that the statements of a module bind, except imports."""
    top = (each for each in tree.body if not isinstance(each, _SCOPES))
    stored = (node for each in top for node in nodes_in(each) if isinstance(node, ast.Name))
    defined = {each.name for each in tree.body if isinstance(each, _SCOPES)}
    return defined | {node.id for node in stored if isinstance(node.ctx, ast.Store)}


def _imported(
    tree: ast.Module, modules: Mapping[str, list[tuple[str, _Constants]]]
) -> Iterator[tuple[str, _Constants]]:
    """Each name that is imported from a module, with its constant there; without one if it is not a test module.

    A name that a test module passes on from another module, without binding it, is left out.
    """
    for node in nodes_in(tree):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        named = modules.get(node.module.rpartition(".")[2], ())
        sources = [constants for dotted, constants in named if dotted.endswith(f".{node.module}")]
        for alias in node.names:
            name = alias.asname or alias.name
            found = [{name: each[alias.name]} for each in sources if alias.name in each]
            if found or not sources:
                yield name, found[0] if found else {}
