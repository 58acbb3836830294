"""Environment variables that tests set themselves: for the code under test they are input, like arguments."""

from __future__ import annotations

import ast
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.parameters import parameter_rows
from pytest_tddgate.domain.python.folding import constants_of, maybe_folded
from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["variables_set_by"]

_SHARED = frozenset({"CI", "GITHUB_ACTIONS", "GITLAB_CI", "TESTING", "IS_TEST"})
"""Variables of a test run that people also set; those of pytest, coverage, tox and nox are only set by the tools."""
_ENVIRONMENTS = frozenset({"os.environ", "environ"})
_FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def variables_set_by(files: Mapping[str, bytes]) -> frozenset[str]:
    """The variables in `_SHARED` that functions of these test modules set.

    What a conftest, a module's top level or a fixture for every test sets holds for the whole run, and does not count.
    """
    paths = (each for each in files if each.endswith(".py") and PurePosixPath(each).name != "conftest.py")
    return _SHARED.intersection(name for each in paths for name in _names_in(parse_or_empty(files[each])))


def _names_in(tree: ast.Module) -> Iterator[str]:
    names = constants_of(ast.Module([each for each in tree.body if not isinstance(each, _FunctionNode)], []))
    called = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for function in ast.walk(tree):
        if isinstance(function, _FunctionNode) and _is_used(function, called):
            nodes = [name for node in ast.walk(function) for name in _set_by(node)]
            for row in parameter_rows(function.decorator_list, names) if nodes else ():
                known = constants_of(function, {**names, **row})
                found = (value for node in nodes for value in maybe_folded(node, known))
                yield from (each for each in found if isinstance(each, str))


def _is_used(function: _FunctionNode, called: set[str]) -> bool:
    """Whether a function is a test, is decorated or is called; but not a fixture for every test."""
    is_run = function.name.startswith("test") or bool(function.decorator_list) or function.name in called
    return is_run and not any(map(_is_for_all, function.decorator_list))


def _is_for_all(mark: ast.expr) -> bool:
    """Whether a decorator makes a fixture for every test (`autouse`)."""
    return isinstance(mark, ast.Call) and any(each.arg == "autouse" for each in mark.keywords)


def _set_by(node: ast.AST) -> Iterator[ast.expr]:
    """The expressions that name the variables that a node sets or deletes."""
    match node:
        case ast.Call(func=ast.Attribute(attr="setenv" | "delenv"), args=[name, *_]):
            yield name
        case ast.Call(func=ast.Attribute(attr="setitem" | "delitem"), args=[owner, name, *_]) if _is_environment(owner):
            yield name
        case ast.Subscript(value=owner, slice=name, ctx=ast.Store() | ast.Del()) if _is_environment(owner):
            yield name
        case ast.Call(func=ast.Attribute(value=owner, attr="pop" | "setdefault"), args=[name, *_]) if _is_environment(
            owner
        ):
            yield name
        case ast.Call(func=ast.Attribute(value=owner, attr="update"), args=given, keywords=words) if _is_environment(
            owner
        ):
            yield from _keys_of(given, words)
        case ast.Call(func=ast.Attribute(attr="dict"), args=[owner, *given], keywords=words) if _is_environment(owner):
            yield from _keys_of(given, words)
        case ast.Call(keywords=words):
            yield from _keys_of([each.value for each in words if each.arg == "env"], [])


def _is_environment(node: Any) -> bool:
    is_text = isinstance(node, ast.Constant)
    return (node.value if is_text else ast.unparse(node)) in _ENVIRONMENTS


def _keys_of(given: list[ast.expr], words: list[ast.keyword]) -> Iterator[ast.expr]:
    for each in given:
        if isinstance(each, ast.Dict):
            yield from (key for key in each.keys if key is not None)
    yield from (ast.Constant(each.arg) for each in words if each.arg)
