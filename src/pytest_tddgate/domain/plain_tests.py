"""The tests that a file holds whatever happens: pytest has to report them, or somebody has taken them out."""

from __future__ import annotations

import ast

__all__ = ["plain_tests"]


def plain_tests(source: bytes) -> frozenset[str]:
    """The qualified names of test functions that stand in the module itself, or in a class `Test…` that it holds.

    What an `if`, a base class or a decorator of its own kind may keep from being collected is left out; so is a file
    that is not Python.
    """
    try:
        module = ast.parse(source)
    except (SyntaxError, ValueError):
        return frozenset()
    classes = [each for each in module.body if isinstance(each, ast.ClassDef) and each.name.startswith("Test")]
    inside = {f"{each.name}::{name}" for each in classes if _is_collected(each) for name in _names(each.body)}
    return frozenset({*_names(module.body), *inside})


def _names(body: list[ast.stmt]) -> list[str]:
    functions = [each for each in body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [each.name for each in functions if each.name.startswith("test") and not _is_fixture(each)]


def _is_fixture(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any("fixture" in ast.unparse(each) for each in function.decorator_list)


def _is_collected(cls: ast.ClassDef) -> bool:
    """Whether nothing in the class keeps pytest from collecting it."""
    text = [each.name for each in cls.body if isinstance(each, ast.FunctionDef)]
    return "__init__" not in text and "__test__" not in ast.unparse(cls)
