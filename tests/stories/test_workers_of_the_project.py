"""A project whose settings spread its tests over workers of pytest-xdist: each of green's runs still sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project


def test_mutants_where_addopts_ask_for_workers(project: Project) -> None:
    """How many mutants are tried side by side is no number of workers for the tests."""
    settings = project.text("pyproject.toml").replace(
        "[tool.pytest.ini_options]\n", '[tool.pytest.ini_options]\naddopts = "-n2"\n'
    )
    project.with_file("pyproject.toml", settings).commit("settings")
    project.with_red_test().lock().implement()

    ran = project.gate("green", verdict="passed").last

    assert "were noticed by the tests" in ran.output
    assert "uncontracted" not in ran.advised
