"""A project whose pages are in reStructuredText gets a page in reStructuredText, and no gate takes it for more."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.docs.page_mentions import without_stubs
from tests.project import git_environment

if TYPE_CHECKING:
    from tests.project import Project

DRAFT = "import sys; from pytest_tddgate.cli import main; sys.exit(main(sys.argv[1:]))"
PAGE = """\
discount
========

TODO: say what it is for.

``discount(price)``
-------------------

TODO
"""


def drafted(project: Project) -> None:
    """Lock and implement the feature, and write its drafts into the files."""
    project.with_red_test().lock().implement()
    command = [sys.executable, "-c", DRAFT, "draft", "--write"]
    subprocess.run(command, cwd=project.root, env=git_environment(), check=True, capture_output=True)


def test_a_page_is_written_as_the_others_are(project: Project) -> None:
    """Its heading is no mention of the function: the gate still asks for one."""
    project.with_file("docs/index.rst", "shop\n====\n").with_file("docs/NOTES.md", "# Notes\n")
    drafted(project.with_file("docs/usage.rst", "usage\n=====\n").commit())

    assert project.text("docs/discount.rst") == PAGE
    assert not (project.root / "docs/discount.md").exists()
    project.gate("docs", verdict="refused", rules=["placeholder-docs", "docs-silent"])


@pytest.mark.tdd_pins("what projects with pages in Markdown rely on")
def test_where_pages_are_in_markdown_it_stays_so(project: Project) -> None:
    """One page in another form does not change that."""
    project.with_file("docs/index.md", "# shop\n").with_file("docs/usage.md", "# usage\n")
    drafted(project.with_file("docs/api.rst", "api\n===\n").commit())

    assert project.text("docs/discount.md").startswith("# discount\n")


def test_a_heading_above_a_reminder_says_nothing() -> None:
    """With a line above it as well; one above words stays, and so do rows of a table."""
    assert without_stubs("=====\ntotal\n=====\n\nTODO\n\nrate\n~~~~\n\nTODO: say it.\n").strip() == ""
    written = "total\n=====\n\nThe sum.\n\nTODO\n"
    assert without_stubs(written) == written
    table = "=====  =====\nname   what\n=====  =====\nTODO   later\n=====  =====\n"
    assert without_stubs(table) == table
