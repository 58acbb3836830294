"""A submodule is what its commit says: at another commit it is another one, and what lies in it besides is its own."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.git import GitRepository, open_repository
from tests.project import Project, git

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("_environment")

ADD = ("-c", "protocol.file.allow=always", "submodule", "--quiet", "add")


@pytest.fixture
def around(project: Project, project_template: Path) -> GitRepository:
    """The repository around a submodule `vendored`, which its `.gitmodules` ask git to be silent about."""
    os.environ["GIT_CONFIG_GLOBAL"] = os.devnull
    project.git(*ADD, str(project_template), "vendored")
    project.git("config", "--file", ".gitmodules", "submodule.vendored.ignore", "all")
    project.commit()
    return open_repository(str(project.root))


def moved(project: Project, *args: str) -> str:
    """The id of another commit, which the submodule has checked out."""
    inside = project.root / "vendored"
    git(inside, "commit", "--quiet", "--allow-empty", "--message", "another")
    if args:
        git(inside, *args)
    return git(inside, "rev-parse", "HEAD")


@pytest.mark.parametrize("then", [(), ("checkout", "--quiet", "--detach")], ids=["on a branch", "detached"])
def test_a_submodule_at_another_commit_is_a_change(
    then: tuple[str, ...], project: Project, around: GitRepository
) -> None:
    """Whatever `.gitmodules` ask for; its entry is the commit that it is at."""
    commit = moved(project, *then)

    assert around.changed_since("HEAD") == ("vendored",)
    assert around.entry_here("vendored") == ("160000", commit)


def test_a_commit_that_moves_a_submodule_touches_it(project: Project, around: GitRepository) -> None:
    """An audit sees it, too."""
    moved(project)
    project.git("add", "--force", "vendored")

    staged = around.staged()

    project.git("commit", "--quiet", "--message", "moved")
    assert (staged, around.differing("HEAD^", "HEAD")) == (("vendored",), ("vendored",))
    assert around.touches("vendored", "HEAD")["vendored"][-1] == project.head
    assert around.touched_by(project.head) == {"vendored"}


@pytest.mark.tdd_pins("the other side: these are as committed")
def test_a_submodule_at_its_commit_is_no_change(project: Project, around: GitRepository) -> None:
    """On a branch or not, with edits or without, and where it is not checked out."""
    inside = project.root / "vendored"
    seen = [around.changed_since("HEAD")]
    git(inside, "checkout", "--quiet", "--detach")
    seen.append(around.changed_since("HEAD"))
    project.with_file("vendored/new.py", "")
    seen.append(around.changed_since("HEAD"))
    shutil.rmtree(inside)
    inside.mkdir()
    seen.append(around.changed_since("HEAD"))

    assert seen == [()] * 4


def test_a_folder_of_a_repository_that_is_no_submodule_has_no_entry(project: Project, around: GitRepository) -> None:
    """Git lists it as a folder, with a slash."""
    git(project.root, "clone", "--quiet", "vendored", "nested")
    moved(project)

    assert (around.entry_here("nested/"), around.entry_here("src")) == (None, None)
    assert around.changed_since("HEAD") == ("nested/", "vendored")
