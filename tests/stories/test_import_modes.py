"""A test is red for the same reason in each of pytest's import modes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

NEW = """\
from shop.cart import Cart, total
from shop.cart import shipping


def test_shipping():
    assert shipping(total([1])) == 4


def test_cart():
    assert Cart([1]).total() == 1
"""


def test_names_that_a_module_lacks_are_red_where_pytest_imports_by_path(project: Project) -> None:
    """The half of the test's module that ran before its import failed stays with pytest."""
    project.replace(
        "pyproject.toml",
        "[tool.pytest.ini_options]",
        '[tool.pytest.ini_options]\naddopts = ["--import-mode=importlib"]',
    )
    project.commit("test: import by path").with_file("tests/test_shipping.py", NEW)

    project.gate("verify-fail", verdict="passed")
