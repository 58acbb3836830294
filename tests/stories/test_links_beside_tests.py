"""Links and submodules beside the tests: git has no bytes of theirs, so a contract cannot lock any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.project import git
from tests.stories.test_bad_input import unusable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.project import Project

TEST = """\
from pathlib import Path

from shop.discount import discount


def test_discount():
    assert discount(int(Path("tests/rates/of_today.txt").read_text()) * 100) == 90
"""


def with_link(project: Project, other: Path) -> Project:
    """The test's data are a committed link to other data of the project."""
    assert other.is_dir()
    project.with_file("tests/kept/of_today.txt", "1")
    (project.root / "tests/rates").symlink_to("kept")
    return project.commit()


def with_submodule(project: Project, other: Path) -> Project:
    """The test's data are in a submodule."""
    git(other, "init", "--quiet")
    (other / "of_today.txt").write_text("1")
    git(other, "add", ".")
    git(other, "commit", "--quiet", "--message", "rates")
    project.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), "tests/rates")
    return project.commit()


@pytest.mark.parametrize("beside", [with_link, with_submodule])
def test_a_test_that_names_one_can_be_locked_and_green(
    beside: Callable[[Project, Path], Project], project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What it leads to is not locked there; it is no file that is gone."""
    locked = beside(project, tmp_path_factory.mktemp("rates")).with_file("tests/test_discount.py", TEST).lock()

    locked.implement().gate("green", verdict="passed")


def test_a_new_link_cannot_be_locked(project: Project) -> None:
    """An audit would refuse it: the message says so before the commit, and says what to do."""
    project.with_file("tests/kept/of_today.txt", "1").commit()
    (project.root / "tests/rates").symlink_to("kept")

    output = unusable(project.with_file("tests/test_discount.py", TEST), "--tdd-gate=lock", "--tdd-feature=discount")

    assert "tests/rates is a link" in output
    assert "next: put a copy of the file in its place" in output
    assert project.git("log", "-1", "--format=%s") == "a commit"
