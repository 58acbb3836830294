"""An audit in which pytest ends with an internal error: it says which, and refuses nothing for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

CONFTEST = """\
import os


def pytest_collection_modifyitems(items):
    if "SHOP_BREAKS" in os.environ:
        items.sort(key=lambda item: item.price)
"""


def test_an_internal_error_leaves_an_audit_undecided(project: Project) -> None:
    """The words are pytest's, whose output nobody sees."""
    project.with_file("tests/conftest.py", CONFTEST).commit("conftest")
    project.git("switch", "--quiet", "--create", "feature/discount")
    project.with_red_test().lock().implement().commit("feat: discount")

    ran = project.run("--tdd-gate=audit", "--tdd-base=main", SHOP_BREAKS="1")

    assert (ran.exit_code, ran.refused) == (11, ()), ran.output
    assert "pytest ended with an internal error: AttributeError: 'Function' object has no attribute" in ran.output
    assert "a threshold or a plugin of your own" not in ran.output, ran.output
