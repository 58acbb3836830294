"""`tddgate init` where tables of the gates stand in `pyproject.toml`, and no setting of what is detected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import tomli

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project

TABLES = {
    "review": '[tool.tddgate.review]\nruff = "off"\n',
    "docs": '[tool.tddgate.docs]\nchangelog = "off"\n\n[tool.other]\nx = 1\n',
    "waivers": '[[tool.tddgate.waivers]]\nrule = "hollow"\nreason = "x"\nuntil = 2030-01-31\n',
}


@pytest.mark.parametrize("before", TABLES.values(), ids=TABLES)
def test_what_is_missing_is_added(project: Project, tddgate: Tddgate, before: str) -> None:
    """Nothing is said twice, and no byte that was there changes."""
    project.with_file("pyproject.toml", before)

    answer = tddgate(project, "init", "--write")

    after = project.text("pyproject.toml")
    assert (answer.code, after.startswith(before)) == (0, True), answer.err
    settings = tomli.loads(after)["tool"]["tddgate"]
    assert settings == tomli.loads(before)["tool"]["tddgate"] | {"source": ["src"], "tests": ["tests"]}


@pytest.mark.tdd_pins("it may hold decisions")
@pytest.mark.parametrize("before", ['[tool.tddgate]\nsource = ["lib"]\n', "[tool.tddgate]\nred-repeats = 3\n"])
def test_a_table_that_says_something_is_left_alone(project: Project, tddgate: Tddgate, before: str) -> None:
    """A second one would be no TOML."""
    project.with_file("pyproject.toml", before)

    assert tddgate(project, "init", "--write").code == 4
    assert project.text("pyproject.toml") == before
