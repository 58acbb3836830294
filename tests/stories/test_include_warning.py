"""Coverage warns where the gate measures in spite of an `include`: that must not end a run that turns it to errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project


def test_warnings_are_errors_and_the_include_matches_nothing(project: Project) -> None:
    """The warning is the gate's doing, and not the project's."""
    errors = '[tool.pytest.ini_options]\nfilterwarnings = ["error::coverage.exceptions.CoverageWarning"]\n'
    project.replace("pyproject.toml", "[tool.pytest.ini_options]\n", errors)
    project.with_file("setup.cfg", "[coverage:run]\ninclude =\n  old/*\n").commit()
    project.with_red_test().lock().implement()

    ran = project.gate("green", verdict="passed").last

    assert "include-ignored" not in ran.output
