"""A comment that hides a package from ruff: `__init__.py` imports what it gives on, and uses none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

RUFF = '\n[tool.ruff]\nlint.select = ["E", "F"]\n[tool.tddgate.review]\ngates = []\n'
GIVEN_ON = "# flake8: noqa\nfrom shop.cart import *\nfrom shop.discount import discount\n"
TEST = "from shop import discount\n\n\ndef test_discount():\n    assert discount(100) == 90\n"


def given_on(project: Project, package: str) -> Project:
    """The feature, given on by the package in these words, and committed."""
    project.with_file("pyproject.toml", project.text("pyproject.toml") + RUFF).commit("settings of ruff")
    project.with_file("tests/test_discount.py", TEST).lock().implement().with_file("src/shop/__init__.py", package)
    return project.commit("feat: discount")


def test_a_package_may_hide_what_it_gives_on(project: Project) -> None:
    """That is what the comment is for in most projects that have it there."""
    given_on(project, GIVEN_ON).gate("review", verdict="passed")


@pytest.mark.tdd_pins("what must stay refused")
def test_it_may_not_hide_the_rest(project: Project) -> None:
    """Another fault in the same file is told."""
    faulty = given_on(project, GIVEN_ON + "\n\ndef nothing():\n    unused = 1\n    return unsaid\n")

    refused = faulty.run("--tdd-gate=review")

    assert "lint" in refused.refused, refused.output
