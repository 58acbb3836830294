"""A test about a file of the project that is no code, such as its metadata: the author can make it pass."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest

from pytest_tddgate.domain.red.dependence import ModuleDependence, StatementKind, dependence_of


def module(body: str) -> ModuleDependence:
    """A module with one test, whose body starts on line 2."""
    source = f"def test_it():\n{indent(dedent(body), '    ')}\nimport tomllib\nfrom pathlib import Path\n"
    return dependence_of(source.encode(), lambda name: name.split(".")[0] == "shop", lambda _: False)


@pytest.mark.parametrize("name", ["pyproject.toml", "../setup.cfg", "setup.py", "README.md", "docs/README.rst"])
def test_a_statement_about_such_a_file_depends_on_the_project(name: str) -> None:
    """An entry point, or a line that users read."""
    found = module(f"text = Path('{name}').read_text()\nassert 'shop' in text")

    assert found.reaches_subject("test_it")
    assert found.statement("test_it", 3) is StatementKind.DEPENDENT


@pytest.mark.parametrize("name", ["notes.md", "data.toml", "my_pyproject.toml.txt", "readme-like.md"])
@pytest.mark.tdd_pins("a file of the tests' own is no business of the author of the code")
def test_another_file_says_nothing(name: str) -> None:
    """The test may have made it."""
    assert not module(f"assert open_it('{name}') == 1").reaches_subject("test_it")


@pytest.mark.tdd_pins("a name alone changes nothing about what fails by itself")
def test_what_fails_by_itself_does_so_beside_such_a_name() -> None:
    """A comparison of constants depends on no file."""
    found = module("path = 'pyproject.toml'\nassert 1 == 2")

    assert found.statement("test_it", 3) is StatementKind.INDEPENDENT
