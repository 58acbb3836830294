"""A conftest's own option leaves tests out, and its own choice does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

CONFTEST = """\
def pytest_addoption(parser):
    parser.addoption("--only", default="")


def pytest_collection_modifyitems(config, items):
    only = config.getoption("only")
    out = [item for item in items if "slow" in item.name or only not in item.name]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if item not in out]
"""
SLOW = "from shop.cart import total\n\n\ndef test_slow():\n    assert total([1]) == 1\n"


def test_an_option_of_the_project_is_no_way_around_its_tests(project: Project) -> None:
    """What it leaves out without the option is its own choice."""
    project.with_file("tests/conftest.py", CONFTEST).with_file("tests/test_slow.py", SLOW).commit()
    done = project.with_red_test().lock().implement()

    done.gate("green", verdict="passed")
    done.gate("green", "--only=discount", verdict="undecided", says="1 test was deselected by a plugin or a conftest")
