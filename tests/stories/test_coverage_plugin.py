"""A plugin of coverage that the project brings: it is imported as in the run, and may measure branches."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

PLUGIN = """\
from coverage import CoveragePlugin


class Branches(CoveragePlugin):
    def configure(self, config):
        config.set_option("run:branch", True)


def coverage_init(registry, options):
    registry.add_configurer(Branches())
"""
SETTINGS = """\
[tool.coverage.run]
plugins = ["branches"]

[tool.pytest.ini_options]
filterwarnings = ["error::coverage.exceptions.CoverageWarning"]
pythonpath = ["src", "tasks"]
"""


def test_a_plugin_that_measures_branches(project: Project) -> None:
    """The core that fits the settings does not fit the plugin: coverage takes another, and that ends no run."""
    settings = project.text("pyproject.toml").replace('[tool.pytest.ini_options]\npythonpath = ["src"]\n', SETTINGS)
    project.with_file("pyproject.toml", settings).with_file("tasks/branches.py", PLUGIN).commit()
    project.with_red_test().lock().implement()

    ran = project.gate("green", verdict="passed").last

    assert "100 % of 2 changed lines" in ran.output
