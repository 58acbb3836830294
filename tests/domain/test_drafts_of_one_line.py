"""A body on the line of its signature moves below a docstring, so that there is a draft wherever one is promised."""

from __future__ import annotations

import ast

import pytest

from pytest_tddgate.domain.docs.drafts import with_docstrings
from pytest_tddgate.domain.docs.public_api import PublicObject

DRAFT = '"""TODO: say what it does."""'


def drafted(source: str, *lines: int) -> str:
    """The source with drafts for what begins at these lines."""
    objects = [PublicObject("shop.it", "function", "t.py", line) for line in lines]
    return with_docstrings(source, objects, "prose")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("class NoStock(Exception): ...\n", f"class NoStock(Exception):\n    {DRAFT}\n\n    ...\n"),
        ("def it(self): return 1\n", f"def it(self):\n    {DRAFT}\n    return 1\n"),
        ("def it(self) : a = 1; return a  # one\n", f"def it(self) :\n    {DRAFT}\n    a = 1; return a  # one\n"),
        ("async def it(é='é'): return é", f"async def it(é='é'):\n    {DRAFT}\n    return é"),
        ("def it(\n    a,\n): return a\n", f"def it(\n    a,\n):\n    {DRAFT}\n    return a\n"),
        ("def it(): return (\n    1\n)\n", f"def it():\n    {DRAFT}\n    return (\n    1\n)\n"),
        ("@cache\ndef it(): pass\r\n", f"@cache\ndef it():\r\n    {DRAFT}\r\n    pass\r\n"),
    ],
)
def test_a_body_on_the_line_of_its_signature_moves_down(source: str, expected: str) -> None:
    """Its own words stay as they are."""
    assert drafted(source, 1) == expected
    assert ast.get_docstring(ast.parse(drafted(source, 1)).body[0])  # type: ignore[arg-type] # each is one definition


@pytest.mark.parametrize("step", ["    ", "\t"])
def test_it_is_indented_as_the_file_is(step: str) -> None:
    """Below the indentation of its signature."""
    source = f"class Cart:\n{step}def it(self): return 1\n{step}def other(self): return 2\n"

    assert drafted(source, 2, 3) == (
        f"class Cart:\n{step}def it(self):\n{step * 2}{DRAFT}\n{step * 2}return 1\n"
        f"{step}def other(self):\n{step * 2}{DRAFT}\n{step * 2}return 2\n"
    )


def test_a_class_on_one_line_is_drafted_beside_a_method_that_is() -> None:
    """Each has a place of its own."""
    source = "class A: x = 1\nclass B:\n    def it(self): ...\n"

    assert drafted(source, 1, 2, 3).count(DRAFT) == 3


@pytest.mark.tdd_pins("it was so before for the second")
@pytest.mark.parametrize("source", ['def it(): "The one."\n', "x = 1\n"])
def test_what_has_a_docstring_on_that_line_is_left_alone(source: str) -> None:
    """Somebody wrote it."""
    assert drafted(source, 1) == source


def test_a_line_that_goes_on_below_is_no_place_for_a_docstring() -> None:
    """A draft breaks no file: where there is no place, there is none."""
    source = "def it(): \\\n    return 1\n"

    assert drafted(source, 1) in {source, f"def it():\n    {DRAFT}\n    return 1\n"}
