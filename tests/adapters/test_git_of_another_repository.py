"""Variables of a hook or of a script that name another repository mislead no reading of this one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.conversions import LINE_ENDS, conversions_of
from pytest_tddgate.adapters.submodules import checked_out
from pytest_tddgate.adapters.unmerged import unmerged

if TYPE_CHECKING:
    from tests.project import Project

pytestmark = pytest.mark.usefixtures("_environment")


@pytest.fixture
def merging(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with a file in conflict, in a process whose GIT_DIR names no repository."""
    project.git("branch", "side")
    for branch in ("side", "main"):
        project.git("switch", "--quiet", branch)
        project.with_file("both.txt", f"{branch}\n").commit(branch)
    project.git("merge", "side", check=False)
    monkeypatch.setenv("GIT_DIR", os.devnull)
    return project


def test_conflicts_are_those_of_this_work_tree(merging: Project) -> None:
    """Both versions are read."""
    sides = unmerged(str(merging.root))["both.txt"]

    assert (sides.ours, sides.theirs) == (b"main\n", b"side\n")


def test_conversions_are_those_of_this_work_tree(merging: Project) -> None:
    """Git is asked what it would store."""
    (merging.root / "ends.txt").write_bytes(b"a\r\n")
    (merging.root / ".gitattributes").write_text("ends.txt text\n", encoding="utf-8")

    assert conversions_of(str(merging.root), {"ends.txt": b"a\r\n"}) == {"ends.txt": LINE_ENDS}


def test_the_commit_of_a_submodule_is_its_own(merging: Project) -> None:
    """A branch is checked out in it, so git is asked."""
    assert checked_out(str(merging.root)) == merging.head
