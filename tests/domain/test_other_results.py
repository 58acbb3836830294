"""The type that a function returns, and another value of that type in the place of what it does."""

from __future__ import annotations

import ast

import pytest

from pytest_tddgate.domain.mutants.emptied import answering_otherwise, emptied_of
from pytest_tddgate.domain.mutants.results import other_result

PLAIN = {
    "def f(x) -> str:\n    return g(x)": b"'tddgate'",
    "def f(x):\n    return f'{x}'": b"'tddgate'",
    "def f(x):\n    return ','.join(x)": b"'tddgate'",
    "def f(x):\n    if not x:\n        return '<ul></ul>'\n    return '<ul>' + ''.join(x) + '</ul>'": b"'tddgate'",
    "def f(x):\n    text = ''\n    for y in x:\n        text += y\n    return text": b"'tddgate'",
    "def f(x):\n    return 'a' if x else str(x)": b"'tddgate'",
    "def f(x):\n    return x.encode()": b"b'tddgate'",
    "def f(x):\n    return len(x) + 1": b"7919",
    "async def f(x) -> float:\n    return await g(x)": b"7919.5",
    "def f(x):\n    found = []\n    found.append(x)\n    return found": b"[7919]",
    "def f(x):\n    return [y for y in x]": b"[7919]",
    "def f(x):\n    def inner():\n        return 1\n    return sorted(x, key=inner)": b"[7919]",
    "def f(x):\n    return x, 1": b"(7919,)",
    "def f(x):\n    return {y for y in x}": b"{7919}",
    "def f(x):\n    return {'a': x}": b"{7919: 7919}",
}
UNKNOWN = [
    "def f(x):\n    return x",
    "def f(x):\n    return g(x)",
    "def f(x):\n    return 1 if x else 'a'",
    "def f(x):\n    if x:\n        return 1\n    return None",
    "def f(x):\n    yield 1",
    "def f(x) -> bool:\n    return x > 1",
    "def f(x):\n    x = x\n    return x",
    "def f(x):\n    print(x)",
    "def f(x):\n    return True",
]


def function(text: str) -> ast.FunctionDef | ast.AsyncFunctionDef:
    """The function that a text defines."""
    node = ast.parse(text).body[0]
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    return node


@pytest.mark.parametrize("text", PLAIN)
def test_another_value_of_the_type_that_is_plain(text: str) -> None:
    """By its annotation, or by each of its returns."""
    assert other_result(function(text)) == PLAIN[text]


@pytest.mark.parametrize("text", UNKNOWN)
def test_no_value_where_the_type_is_not_plain(text: str) -> None:
    """A guess could be told from the result by what it is."""
    assert other_result(function(text)) == b""


def test_functions_of_a_plain_type_return_another_value() -> None:
    """With as many lines as they have, so that all others stay where they are."""
    source = b"def f(x):\n    text = ''\n    return text\n\n\ndef g(x):\n    return x\n"

    (other,) = answering_otherwise("a.py", source, range(1, 8))

    assert (other.function, other.line, other.text) == ("f", 2, "return 'tddgate'\n")
    assert other.id not in {each.id for each in emptied_of("a.py", source, range(1, 8))}


@pytest.mark.parametrize("source", [b"def", b"\xff"])
def test_what_is_no_python_has_no_functions(source: bytes) -> None:
    """Nothing of it can be replaced."""
    assert answering_otherwise("a.py", source, range(9)) == ()
