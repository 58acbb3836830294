"""Skips that a test file declares for other environments: another Python version, implementation or platform."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.answers import answer_of
from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["asks_environment", "reasons_of_environment", "skipped_here"]

_CALLS = frozenset({"skipif", "skipIf", "skipUnless"})
_ENVIRONMENT = re.compile(
    r"(?<![\w.])(?:(?:sys\.)?(?:version_info|hexversion|platform|implementation)|sys\.maxsize|os\.name|platform\.\w+)\b"
    r"|\b_?(?:IS_|ON_)?(?:PY_?\d|PYTHON_?\d|PYPY|CPYTHON|WIN32|WINDOWS|LINUX|MACOS|DARWIN)\w*\b"
)
"""Expressions that ask about the environment, and usual names for their results."""
_MARKS = frozenset(
    {"pytest.mark.skipif", "mark.skipif", "unittest.skipIf", "unittest.skipUnless", "skipIf", "skipUnless"}
)
_VERSION = "sys.version_info"
_MINORS = range(6, 100)
"""Minor versions of Python 3 among which to look for one that runs a test."""


def reasons_of_environment(source: bytes) -> frozenset[str]:
    """The reasons of skips whose condition asks about the environment; empty if the file is not Python.

    A condition may also ask by a name that the file assigns such an expression to.
    """
    tree = parse_or_empty(source)
    return frozenset(reason for condition, reason in _conditional_skips(tree) if asks_environment(condition, tree))


def asks_environment(condition: ast.expr, tree: ast.Module) -> bool:
    """Whether a condition in the file asks about the environment, directly or by a name assigned in the file."""
    asking = {name for name, value in _assigned(tree) if _ENVIRONMENT.search(value)}
    return bool(_ENVIRONMENT.search(ast.unparse(condition)) or asking & _names(condition))


def _assigned(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, ast.unparse(node.value)


def _conditional_skips(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    """The condition and the reason of each skip that states both."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(attr=name) | ast.Name(id=name), args=[condition, *rest], keywords=keywords
            ):
                given = [*rest, *(each.value for each in keywords if each.arg == "reason")]
                if name in _CALLS and given and isinstance(given[0], ast.Constant):
                    yield condition, str(given[0].value)


def _names(node: ast.expr) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def skipped_here(source: bytes, facts: Mapping[str, object]) -> Mapping[str, str]:
    """The tests of a file that this environment skips, by `name` or `Class::name`, each with where it runs.

    That is the nearest version, such as `Python 3.13`, or `another platform`. A test counts if a marker of its own, its
    class or the file has a condition that is true and that `facts` alone answer (see `domain.python.answers`). Empty if
    the file is not Python.
    """
    tree = parse_or_empty(source)
    return dict(_Marked(tree, facts).skipped(tree.body, ""))


@dataclass(frozen=True, slots=True)
class _Marked:
    """A test file, and the facts of an environment."""

    tree: ast.Module
    facts: Mapping[str, object]

    def skipped(
        self, body: Iterable[ast.stmt], owner: str, above: tuple[ast.expr, ...] = ()
    ) -> Iterator[tuple[str, str]]:
        """Each skipped test in a body, with where it runs; `above` are the markers of the scopes around."""
        body = tuple(body)
        marks = (*above, *_marks_of_all(body))
        for each in body:
            match each:
                case ast.ClassDef(name=name, decorator_list=own):
                    yield from self.skipped(each.body, f"{owner}{name}::", (*marks, *own))
                case (
                    ast.FunctionDef(name=name, decorator_list=own) | ast.AsyncFunctionDef(name=name, decorator_list=own)
                ):
                    if where := self.where((*own, *marks)):
                        yield f"{owner}{name}", where

    def where(self, marks: Iterable[ast.expr]) -> str:
        """Where a test with these markers runs; empty if it runs here, or if that is unknown."""
        conditions = [condition for mark in marks if (condition := self.condition(mark)) is not None]
        if not any(self.holds(each, self.facts) for each in conditions):
            return ""
        version = self.facts[_VERSION]
        here = version[1] if isinstance(version, tuple) else 0
        for minor in sorted(_MINORS, key=lambda other: (abs(other - here), -other)):
            there = {**self.facts, _VERSION: (3, minor, 0, "final", 0)}
            if not any(self.holds(each, there) for each in conditions):
                return f"Python 3.{minor}"
        return "another platform"

    def holds(self, condition: tuple[ast.expr, bool], facts: Mapping[str, object]) -> bool:
        """Whether a marker with this condition skips in an environment with these facts."""
        asked, is_turned = condition
        answer = answer_of(asked, self.tree, facts)
        return answer is not None and answer is not is_turned

    def condition(self, mark: ast.expr) -> tuple[ast.expr, bool] | None:
        """The condition of a marker, and whether it skips if that is false; None for any other marker."""
        if isinstance(mark, ast.Name):
            given = [each.value for each in self.tree.body if isinstance(each, ast.Assign) and _is_named(each, mark.id)]
            mark = given[0] if len(given) == 1 else mark
        match mark:
            case ast.Call(func=function, args=[condition, *_]) if ast.unparse(function) in _MARKS:
                return condition, ast.unparse(function).endswith("skipUnless")
        return None


def _marks_of_all(body: Iterable[ast.stmt]) -> Iterator[ast.expr]:
    """The markers that a module or class gives to all its tests."""
    for each in body:
        if isinstance(each, ast.Assign) and _is_named(each, "pytestmark"):
            yield from each.value.elts if isinstance(each.value, ast.List | ast.Tuple) else [each.value]


def _is_named(assignment: ast.Assign, name: str) -> bool:
    return any(isinstance(each, ast.Name) and each.id == name for each in assignment.targets)
