"""A project that joins coverage of installed copies: what its settings say of that is nothing to a gate's run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

SETTINGS = '\n[tool.coverage.paths]\nsource = [".tox/*/site-packages", "src"]\n'


def test_paths_that_begin_with_a_pattern(project: Project) -> None:
    """Coverage joins nothing to a pattern, and would end the run that the gate has asked it to measure."""
    project.with_file("pyproject.toml", project.text("pyproject.toml") + SETTINGS).commit()
    project.with_red_test().lock().implement()

    ran = project.gate("green", verdict="passed").last

    assert "100 % of 2 changed lines" in ran.output
