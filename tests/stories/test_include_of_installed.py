"""A report of coverage that includes only what is installed: as tox has it, and nobody who works on the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

INSTALLED = "[coverage:report]\ninclude = */site-packages/shop/*\n"


def test_an_include_that_matches_nothing_here_hides_nothing(project: Project) -> None:
    """There are data, and the total is theirs: nobody has to install pytest-cov, which is there."""
    project.with_file("setup.cfg", INSTALLED).commit().with_red_test().lock().implement()

    ran = project.gate("green", verdict="passed").last

    assert "include in coverage's settings matches no file of src/shop: measured without it" in ran.output
