"""Coverage of a plugin of pytest, which is imported before coverage can begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.project import EXIT_CODES

if TYPE_CHECKING:
    from tests.project import Project

TEST = """\
from shop.plugin import Prices, rounded


def test_rounded():
    assert rounded(1.25) == 1.2
    assert rounded(2.31) == 2.3


def test_doubled():
    assert Prices([1, 2]).doubled() == [2, 4]
"""
CODE = """\
\"\"\"A plugin.\"\"\"

PLACES = 1
FACTOR = 2


def rounded(value):
    return round(value, PLACES)


class Prices:
    def __init__(self, values):
        self.values = values

    def doubled(self):
        return [FACTOR * each for each in self.values]
"""
BRANCHES = "[tool.coverage.run]\nbranch = true\n\n[tool.pytest"
FORGOTTEN = (
    "\n\ndef forgotten(value):\n    value += 1\n    value -= 1\n    value += 2\n    value -= 2\n    return value\n"
)


def judged(project: Project, code: str) -> tuple[int, str]:
    """Exit code and output of green on this plugin."""
    project.with_file("src/shop/plugin.py", '"""A plugin."""\n').commit()
    project.with_file("tests/test_plugin.py", TEST).lock("plugin").with_file("src/shop/plugin.py", code)
    ran = project.run("--tdd-gate=green", "-p", "shop.plugin", PYTHONPATH=str(project.root / "src"))
    return ran.exit_code, ran.output


@pytest.mark.parametrize("settings", ["[tool.pytest", BRANCHES])
def test_what_ran_at_its_import_is_covered(project: Project, settings: str) -> None:
    """Nobody measured it, and it has run: the module is there."""
    exit_code, output = judged(project.replace("pyproject.toml", "[tool.pytest", settings), CODE)

    assert exit_code == EXIT_CODES["passed"], output
    assert "100 % of 9 changed lines" in output
    assert "src/shop/plugin.py was imported before coverage began" in output


def test_functions_are_covered_where_they_ran_only(project: Project) -> None:
    """An import does not run them."""
    exit_code, output = judged(project, CODE + FORGOTTEN)

    assert exit_code == EXIT_CODES["refused"], output
    assert "10 of 15 changed lines are covered, 66.66 %" in output
