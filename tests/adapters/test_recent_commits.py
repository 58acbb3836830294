"""What the last commits of a line of history touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.adapters.git import open_repository

if TYPE_CHECKING:
    from tests.project import Project


def test_the_last_commits_of_the_main_line_are_told_newest_first(project: Project) -> None:
    """A merge brings all of its branch; what comes after the named commit is not there."""
    project.with_file("a b.txt", "1").commit()
    project.git("checkout", "--quiet", "-b", "side")
    project.with_file("ü.txt", "1").commit().with_file("c.txt", "1").commit()
    project.git("checkout", "--quiet", "main")
    project.git("merge", "--quiet", "--no-ff", "--message", "merge", "side")
    merged = project.head
    project.with_file("later.txt", "1").commit()

    recent = open_repository(str(project.root)).recent(merged, 2)

    assert recent == (frozenset({"ü.txt", "c.txt"}), frozenset({"a b.txt"}))
