"""Definitions, caught exceptions and captures of patterns bind names as assignments do."""

from __future__ import annotations

import ast

import pytest

from pytest_tddgate.domain.python.answers import answer_of
from pytest_tddgate.domain.python.bindings import bound_names
from pytest_tddgate.domain.python.other_environments import lines_by_environment
from pytest_tddgate.domain.red.always_failing import failing_lines

BINDING = {
    "function": "def sys(): ...",
    "coroutine": "async def sys(): ...",
    "class": "class sys: platform = 'win32'",
    "caught": "try:\n    f()\nexcept ValueError as sys: ...",
    "captured": "match f():\n    case int() as sys: ...",
    "rest of a list": "match f():\n    case [1, *sys]: ...",
    "rest of a mapping": "match f():\n    case {1: 2, **sys}: ...",
}


@pytest.mark.parametrize("text", BINDING.values(), ids=BINDING)
def test_each_of_them_binds_the_name(text: str) -> None:
    """An import that is bound again stands for nothing certain."""
    module = ast.parse(f"import sys\n{text}\n")

    assert list(bound_names(module)).count("sys") == 2
    assert answer_of(ast.parse("sys.platform == 'no'", mode="eval").body, module, {"sys.platform": "no"}) is None


@pytest.mark.tdd_pins("the other side: it is so already")
def test_a_method_binds_no_name_of_the_module() -> None:
    """It is found through its class only."""
    module = ast.parse("import sys\n\n\nclass A:\n    def sys(self): ...\n\n    class B: ...\n")

    assert [each for each in bound_names(module) if each != "A"] == ["sys"]
    assert answer_of(ast.parse("sys.platform == 'no'", mode="eval").body, module, {"sys.platform": "no"}) is True


def test_a_name_that_hides_a_module_can_be_any_value() -> None:
    """The assertion is about what the pattern took."""
    module = ast.parse(
        "import shop\n\n\ndef test_a():\n    match f():\n        case shop:\n            assert shop == 3\n"
    )
    (function,) = (each for each in module.body if isinstance(each, ast.FunctionDef))

    assert failing_lines(function, module) == frozenset()


def test_a_module_that_is_defined_elsewhere_tells_nothing_of_its_import() -> None:
    """The condition asks the project's own function."""
    source = "try:\n    import fast\nexcept ImportError:\n    fast = None\n\n\ndef fast():\n    return 1\n\n\n"

    assert 12 not in lines_by_environment(f"{source}if fast:\n    x = 1\n".encode(), frozenset({12}))
