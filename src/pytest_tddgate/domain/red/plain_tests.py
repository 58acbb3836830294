"""What a file's text says about its tests: which it certainly holds, and whether there may be more."""

from __future__ import annotations

import ast
import sys
from itertools import chain
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.dotted import first_name
from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

__all__ = ["may_make_tests", "plain_tests"]

_MAKERS = frozenset({"globals", "locals", "vars", "setattr", "exec", "eval", "__import__", "import_module"})


def plain_tests(source: bytes) -> frozenset[str]:
    """The qualified names of test functions in the module itself, or in its own `Test…` classes.

    Tests in an `if`, and in classes with `__init__` or `__test__`, their own or inherited in the file, are left out,
    since they may not be collected. Empty if the file is not Python.
    """
    module = parse_or_empty(source)
    classes = {each.name: each for each in module.body if isinstance(each, ast.ClassDef)}
    tested = [each for name, each in classes.items() if name.startswith("Test") and _is_collected(each, classes)]
    inside = {f"{each.name}::{name}" for each in tested for name in _names(each.body)}
    return frozenset({*_names(module.body), *inside})


def _names(body: list[ast.stmt]) -> list[str]:
    functions = [each for each in body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [each.name for each in functions if each.name.startswith("test") and not _is_fixture(each)]


def _is_fixture(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any("fixture" in ast.unparse(each) for each in function.decorator_list)


def _is_collected(cls: ast.ClassDef, above: Mapping[str, ast.ClassDef]) -> bool:
    """Whether nothing in the text of the class, or of its bases `above` it in the file, keeps pytest from it."""
    own = [each.name for each in cls.body if isinstance(each, ast.FunctionDef)]
    above = {name: each for name, each in above.items() if each.lineno < cls.lineno}
    bases = [above[each.id] for each in cls.bases if isinstance(each, ast.Name) and each.id in above]
    is_own = "__init__" not in own and "__test__" not in ast.unparse(cls)
    return is_own and all(_is_collected(each, above) for each in bases)


def may_make_tests(source: bytes, own: Collection[str], is_module: Callable[[str], bool] = lambda _: False) -> bool:
    """Whether a file without a test in its text may still have some once it is imported.

    It may if it binds a name that pytest collects, creates names dynamically, or calls other people's code at module
    level: the standard library and the project's `own` packages are known to make no tests. So may a file that is not
    Python. `is_module` says whether a dotted name is a module, which is not a test.
    """
    try:
        module = ast.parse(source)
    except (SyntaxError, ValueError):
        return True
    nodes = list(ast.walk(module))
    bound = chain.from_iterable(_bound(each, is_module) for each in nodes)
    if any(name == "*" or name.startswith(("test", "Test")) for name in bound):
        return True
    if any(isinstance(each, ast.Name) and each.id in _MAKERS for each in nodes):
        return True
    origins = {bound: origin for each in module.body for bound, origin in _imported(each)}
    harmless = {*sys.stdlib_module_names, *own}
    calls = [each.value for each in module.body if isinstance(each, ast.Expr) and isinstance(each.value, ast.Call)]
    return any(origins.get(first_name(call.func)) not in harmless for call in calls)


def _bound(node: ast.AST, is_module: Callable[[str], bool]) -> tuple[str, ...]:
    """The names that this node binds to something that is not a module."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.ClassDef(name=name) | ast.FunctionDef(name=name):
            return (name,)
        case ast.ImportFrom(module=module, names=names, level=level):
            modules = {each.name for each in names if not level and is_module(f"{module}.{each.name}")}
            return tuple(each.asname or each.name for each in names if each.name not in modules)
    return ()


def _imported(node: ast.stmt) -> Iterator[tuple[str, str]]:
    """Each name that this statement imports, with its top-level package."""
    if isinstance(node, ast.Import):
        yield from ((each.asname or each.name.partition(".")[0], each.name.partition(".")[0]) for each in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield from ((each.asname or each.name, (node.module or "").partition(".")[0]) for each in node.names)
