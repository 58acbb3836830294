"""Which skips a test file declares for another environment: another version or kind of Python, another platform."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["reasons_of_environment"]

_CALLS = frozenset({"skipif", "skipIf", "skipUnless"})
_ENVIRONMENT = re.compile(
    r"(?<![\w.])(?:(?:sys\.)?(?:version_info|hexversion|platform|implementation)|sys\.maxsize|os\.name|platform\.\w+)\b"
    r"|\b_?(?:IS_|ON_)?(?:PY_?\d|PYTHON_?\d|PYPY|CPYTHON|WIN32|WINDOWS|LINUX|MACOS|DARWIN)\w*\b"
)
"""Questions for the environment, and what projects call the answers to them."""


def reasons_of_environment(source: bytes) -> frozenset[str]:
    """The reasons of skips whose condition asks for the environment; of a file that is not Python: none.

    A condition may ask by a name that the file gives to such a question.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return frozenset()
    asking = {name for name, value in _assigned(tree) if _ENVIRONMENT.search(value)}
    return frozenset(
        reason
        for condition, reason in _conditional_skips(tree)
        if _ENVIRONMENT.search(ast.unparse(condition)) or asking & _names(condition)
    )


def _assigned(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, ast.unparse(node.value)


def _conditional_skips(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    """Condition and reason of each skip that has both, written out."""
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
