"""Settings of pytest above the repository make its folder the rootdir: no gate can judge by what no commit holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project


@pytest.mark.parametrize(
    "gate", [("--tdd-gate=verify-fail",), ("--tdd-gate=green",), ("--tdd-gate=audit", "--tdd-base=HEAD")]
)
def test_a_stray_file_of_settings_is_named(project: Project, gate: tuple[str, ...]) -> None:
    """In somebody's home, say, where it was forgotten."""
    project.replace("pyproject.toml", "[tool.pytest.ini_options]", "[tool.others]").commit("no settings of pytest")
    (project.root.parent / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")

    ran = project.run(*gate)

    assert ran.exit_code == 4, ran.output
    assert f"pytest's rootdir {project.root.parent} is not in the repository {project.root}" in ran.output
    assert "Traceback" not in ran.output
    assert f"--rootdir={project.root}" in ran.output
