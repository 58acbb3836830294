"""The examples that doctest finds in a file, and those that only the suite's own run can judge."""

from __future__ import annotations

import ast
import re
from doctest import DocTestParser
from typing import TYPE_CHECKING

from pytest_tddgate.domain.docs.page_examples import examples_only

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pytest_tddgate.domain.run.observation import ExampleSeen

__all__ = ["given_to_examples", "left_to_the_suite", "shown_in"]

_UNKNOWN = re.compile(r"NameError: name '(\w+)' is not defined")
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def shown_in(path: str, text: str) -> frozenset[tuple[str, str]]:
    """(source, expected output) of each example in a page or a module's docstrings; empty if it cannot be parsed."""
    try:
        texts = _docstrings(text) if path.endswith(".py") else [examples_only(path, text)]
        return frozenset((each.source, each.want) for one in texts for each in DocTestParser().get_examples(one))
    except (SyntaxError, ValueError):
        return frozenset()


def _docstrings(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, _DOCUMENTED) and (text := ast.get_docstring(node, clean=False)):
            yield text


def given_to_examples(source: bytes) -> frozenset[str]:
    """The names that a conftest's fixtures put into the namespace of examples."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return frozenset()
    return frozenset(name for node in ast.walk(tree) for name in _put_by(node))


def _put_by(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Subscript(ast.Name(id="doctest_namespace"), ast.Constant(value=str() as name), ast.Store()):
            yield name
        case ast.Call(ast.Attribute(ast.Name(id="doctest_namespace"), "update"), arguments, words):
            yield from (word.arg for word in words if word.arg)
            keys = [key for each in arguments if isinstance(each, ast.Dict) for key in each.keys]
            yield from (key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str))


def left_to_the_suite(failing: Iterable[ExampleSeen], given: Collection[str]) -> tuple[ExampleSeen, ...]:
    """The examples that fail for a name that a conftest provides, and later NameErrors in the same files.

    A value from a fixture lasts until the end of a run; a run of the page alone does not have it.
    """
    left: list[ExampleSeen] = []
    paths: set[str] = set()
    for each in failing:
        unknown = _UNKNOWN.fullmatch((each.got.strip().splitlines() or [""])[-1])  # the last line of a traceback
        if unknown and (unknown[1] in given or each.path in paths):
            paths.add(each.path)
            left.append(each)
    return tuple(left)
