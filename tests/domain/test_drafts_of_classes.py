"""The docstring of a class stands apart from what follows it, as formatters want it."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.drafts import with_docstrings
from pytest_tddgate.domain.docs.public_api import PublicObject

DRAFT = '    """TODO: say what it does."""\n'


def drafted(source: str) -> str:
    """The source with a draft for what begins at its first line."""
    return with_docstrings(source, [PublicObject("shop.it", "class", "t.py", 1)], "prose")


@pytest.mark.parametrize(
    "body", ["    def __init__(self):\n        self.a = 1\n", "    a = 1\n", "    @property\n    def a(self): ...\n"]
)
def test_an_empty_line_stands_below_the_docstring_of_a_class(body: str) -> None:
    """Else `ruff format` refuses the file."""
    assert drafted(f"class Cart:\n{body}") == f"class Cart:\n{DRAFT}\n{body}"


def test_an_empty_line_that_is_there_is_enough() -> None:
    """It stands between the docstring and the body then."""
    assert drafted("class Cart:\n\n    a = 1\n") == f"class Cart:\n{DRAFT}\n    a = 1\n"
    assert drafted("def it():\n\n    return 1\n") == f"def it():\n{DRAFT}\n    return 1\n"


def test_an_inner_definition_stands_apart_from_the_docstring_of_its_function() -> None:
    """Formatters want it so, too."""
    body = "    def inner():\n        return 1\n\n    return inner\n"

    assert drafted(f"def it():\n{body}") == f"def it():\n{DRAFT}\n{body}"


@pytest.mark.tdd_pins("it was so before")
def test_a_statement_follows_the_docstring_of_a_function() -> None:
    """Without an empty line."""
    assert drafted("def it():\n    return 1\n") == f"def it():\n{DRAFT}    return 1\n"


def test_lines_end_as_the_others_do() -> None:
    """The empty one, too."""
    assert drafted("class Cart:\r\n    a = 1\r\n") == f"class Cart:\r\n{DRAFT}\r\n    a = 1\r\n".replace(
        '"""\n', '"""\r\n'
    )
