"""Whether a test asserts anything at all, judged by its syntax."""

from __future__ import annotations

import ast
import re
from collections import Counter

from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.red.parsed_module import function_in

__all__ = ["assert_lines", "asserts_something", "loses_assertions", "states_an_empty_answer"]

_ASSERTING = re.compile(
    r"assert|raises|warns|fail|check|verify|expect|should|match|compare|ensure|validate|snapshot", re.IGNORECASE
)
_CONTAINERS = frozenset({"list", "dict", "set", "tuple", "frozenset", "str", "bytes"})


def asserts_something(source: bytes, name: str) -> bool:
    """Whether the function `name` (qualified with `::`) asserts, or calls something that asserts by its name or body.

    True if the function is not found: it may be inherited.
    """
    function = function_in(source, name)
    if function is None:
        return True
    asserting = {
        each.name
        for each in ast.walk(ast.parse(source))
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and _has_assert(each)
    }
    return _has_assert(function) or any(
        _ASSERTING.search(called) or called in asserting for called in _called(function)
    )


def assert_lines(source: bytes, name: str) -> tuple[int, ...]:
    """The lines of a function's `assert` statements; empty if it also asserts by a call."""
    function = function_in(source, name)
    if function is None or any(_ASSERTING.search(called) for called in _called(function)):
        return ()
    return tuple(each.lineno for each in ast.walk(function) if isinstance(each, ast.Assert))


def states_an_empty_answer(source: bytes, name: str) -> bool:
    """Whether a function asserts that something is, or equals, a literal empty value: that is an example, too."""
    function = function_in(source, name)
    nodes = [] if function is None else list(ast.walk(function))
    compared = [each.test for each in nodes if isinstance(each, ast.Assert) and isinstance(each.test, ast.Compare)]
    called = [each for each in nodes if isinstance(each, ast.Call) and "assert" in last_name(each.func).lower()]
    return any(
        isinstance(each.ops[0], ast.Eq | ast.Is) and any(map(_is_empty, (each.left, each.comparators[0])))
        for each in compared
    ) or any(last_name(each.func).endswith("None") or any(map(_is_empty, each.args)) for each in called)


def loses_assertions(before: bytes, after: bytes, name: str) -> bool:
    """Whether an edit of the function `name` only removed assertions, or replaced them by constants.

    A new expected value, or a loop over cases, changes an assertion and loses none. False if a version lacks the test.
    """
    old, new = (function_in(source, name) for source in (before, after))
    if old is None or new is None:
        return False
    had, has = _claims(old), _claims(new)
    return bool(had - has) and not has - had


def _is_empty(value: ast.expr) -> bool:
    """Whether the expression is a literal `None`, `False`, zero, or an empty string or container."""
    if isinstance(value, ast.Call):
        return last_name(value.func) in _CONTAINERS and not value.args and not value.keywords
    try:
        return not ast.literal_eval(value)
    except (ValueError, TypeError):
        return False


def _claims(function: ast.AST) -> Counter[str]:
    """Everything that the function asserts, as text: non-constant assertions, and calls named like checks."""
    asserted = [each.test for each in ast.walk(function) if isinstance(each, ast.Assert)]
    claims = [ast.dump(test) for test in asserted if any(isinstance(each, ast.Name) for each in ast.walk(test))]
    calls = [each for each in ast.walk(function) if isinstance(each, ast.Call)]
    return Counter([*claims, *(ast.dump(each) for each in calls if _ASSERTING.search(last_name(each.func)))])


def _has_assert(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Assert) for each in ast.walk(node))


def _called(function: ast.AST) -> set[str]:
    """The last names of all calls in the function."""
    return {last_name(each.func) for each in ast.walk(function) if isinstance(each, ast.Call)} - {""}
