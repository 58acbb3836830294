"""`testpaths = tests docs`: pages whose examples pytest runs are tests, and no harness of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.project import Project

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "Usage\n=====\n\n>>> 1 + 1\n2\n"
MORE = "\nMore\n----\n\n>>> from shop.discount import discount\n>>> discount(100)\n90\n"
READS = """\
from pathlib import Path


def test_data():
    assert [*(Path(__file__).parent / "data").glob("*.txt")]
"""
OLD, NEW = 'testpaths = ["tests"]', 'testpaths = ["tests", "docs"]\naddopts = "--doctest-glob=*.rst"'


@pytest.fixture
def paged(project_template: Path, tmp_path: Path) -> Project:
    """A page with an example below a test root, and data that a test finds by its folder."""
    project = Project.copied(project_template, tmp_path / "shop")
    settings = project.text("pyproject.toml")
    assert "[tool.pytest" in settings
    with_docs = settings.replace(
        'testpaths = ["tests"]', 'testpaths = ["tests", "docs"]\naddopts = "--doctest-glob=*.rst"'
    )
    assert with_docs != settings
    project.with_file("pyproject.toml", with_docs).with_file("docs/usage/x.rst", PAGE)
    project.with_file("tests/data/prices.txt", "1\n").with_file("tests/test_data.py", READS)
    return project.commit("pages").with_red_test().lock().implement()


def test_an_example_may_be_added_to_a_page(paged: Project) -> None:
    """A page shows the feature once it is there."""
    paged.with_file("docs/usage/x.rst", PAGE + MORE).with_file("docs/plain.md", "# New\n").gate(
        "green", verdict="passed"
    )


def test_a_changed_example_and_changed_data_are_refused(paged: Project) -> None:
    """Each by its own rule, and an audit names what declares them there."""
    base = paged.git("rev-parse", "HEAD~1")
    paged.with_file("docs/usage/x.rst", PAGE.replace("\n2\n", "\n2  # doctest\n").replace("1 + 1", "2"))
    paged.with_file("tests/data/prices.txt", "2\n").commit("feat: discount")

    rules = ["existing-test-changed", "harness-changed"]
    told = paged.gate("audit", f"--tdd-base={base}", "--tdd-audit=static", verdict="refused", rules=rules).last.output

    assert "--tdd-amend" not in told
    assert "tddgate amend discount" in told
