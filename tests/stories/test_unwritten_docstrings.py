"""A project that writes no docstrings is not asked for one, unless its settings ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

BARE = "".join(f"def get{n}(price):\n    return price\n\n\n" for n in range(6))
TOLD = "".join(f'def put{n}(price):\n    """The price."""\n    return price\n\n\n' for n in range(6))


def with_new_function(project: Project, path: str, before: str) -> Project:
    """A feature that adds a function without a docstring to a file of these functions."""
    project.with_file("src/shop/rates.py", BARE).with_file(path, before).commit("as it was")
    return project.with_red_test().lock().implement().with_file(path, f"{before}def late(price):\n    return price\n")


def test_where_few_have_a_docstring_none_is_asked_for(project: Project) -> None:
    """The advice tells what the module does, and the way to demand it."""
    with_new_function(project, "src/shop/rates.py", BARE)

    passed = project.gate("docs", verdict="passed", says="0 of the 6 public names of shop.rates have a docstring").last

    assert set(passed.advised) == {"undocumented"}
    assert 'undocumented = "refuse" in [tool.tddgate.rules]' in passed.output


@pytest.mark.tdd_pins("the other side: it holds today")
def test_the_setting_demands_a_docstring_all_the_same(project: Project) -> None:
    """`refuse` is the project's own word."""
    rules = '\n[tool.tddgate.rules]\nundocumented = "refuse"\n'
    with_new_function(project, "src/shop/rates.py", BARE)
    project.with_file("pyproject.toml", project.text("pyproject.toml") + rules)

    project.gate("docs", verdict="refused", rules=["undocumented"])


def test_the_module_tells_before_the_project(project: Project) -> None:
    """A documented module asks for docstrings in a project that has few; a new module asks as the project does."""
    with_new_function(project, "src/shop/told.py", TOLD)

    refused = project.gate("docs", verdict="refused", rules=["undocumented"]).last

    assert refused.findings == ["shop.told.late has no docstring"]
    assert "undocumented" in refused.advised
