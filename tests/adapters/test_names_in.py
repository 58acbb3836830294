"""What a commit has in several folders, one of them inside another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.git import open_repository

if TYPE_CHECKING:
    from tests.project import Project

pytestmark = pytest.mark.usefixtures("_environment")


@pytest.mark.parametrize("folders", [["src", "src/test"], ["src/test", "src"], ["", "src", "src/test"]])
def test_a_folder_that_is_asked_for_too_is_a_name_in_the_one_around_it(project: Project, folders: list[str]) -> None:
    """Git goes down into it instead of naming it, and it was taken for new: `test` shadows a module of Python."""
    project.with_file("src/test/test_all.py", "").commit()

    found = open_repository(str(project.root)).names_in("HEAD", folders)

    assert {"src/test", "src/shop", "src/test/test_all.py"} <= found


def test_nothing_else_is_named(project: Project) -> None:
    """Neither what lies deeper, nor what is beside the folders."""
    project.with_file("src/test/deeper/test_all.py", "").commit()

    found = open_repository(str(project.root)).names_in("HEAD", ["src", "src/test"])

    assert found - {"src"} == {"src/test", "src/shop", "src/test/deeper"}
