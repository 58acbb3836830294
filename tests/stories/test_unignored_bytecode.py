"""A repository that does not ignore what Python compiles: a new one, for instance."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project


def test_a_lock_commits_no_bytecode(project: Project) -> None:
    """Pytest has just compiled the test that is locked: green would refuse what stands in its place."""
    project.without_file(".gitignore").commit()

    locked = project.with_red_test().gate("lock", "--tdd-feature=discount", verdict="passed").last

    assert ".pyc" not in project.git("show", "--name-only", "--format=", "HEAD")
    assert "__pycache__" not in locked.output
    project.implement().gate("green", verdict="passed")
