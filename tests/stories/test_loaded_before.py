"""A subject that pytest loads before any control can get in the way: a plugin of pytest, or what one imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.project import EXIT_CODES

if TYPE_CHECKING:
    from tests.project import Project

PLUGIN = '"""A plugin."""\n'
UNMEASURED = "[tool.tddgate]\nmin-coverage = 0\nmin-diff-coverage = 0\n\n[tool.pytest"
"""Coverage begins after the plugin was loaded, and misses what ran at its import."""
TEST = """\
from shop.plugin import Prices, rounded, scaled


def test_rounded():
    assert rounded(1.25) == 1.2


def test_scaled():
    assert scaled(3)(2) == 6
    assert [*Prices([1, 2]).doubled()] == [2, 4]
"""
CODE = """

def rounded(value):
    return round(value, 1)


def scaled(factor):
    def scale(value):
        return value * factor

    return scale


class Prices:
    def __init__(self, values):
        self.values = values

    def doubled(self):
        yield from (2 * each for each in self.values)
"""


def test_a_plugin_is_emptied_where_it_is(project: Project) -> None:
    """Its functions were made before the control began: they are emptied all the same, and the tests see it."""
    project.replace("pyproject.toml", "[tool.pytest", UNMEASURED).with_file("src/shop/plugin.py", PLUGIN).commit()
    project.with_file("tests/test_plugin.py", TEST).lock("plugin")
    project.with_file("src/shop/plugin.py", PLUGIN + CODE)

    ran = project.run("--tdd-gate=green", "-p", "shop.plugin", PYTHONPATH=str(project.root / "src"))

    assert ran.exit_code == EXIT_CODES["passed"], ran.output
