"""A repository with a pull request, as a runner has it checked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.project import Project, git

if TYPE_CHECKING:
    from pathlib import Path

MERGE = "refs/pull/7/merge"


@pytest.fixture(scope="session")
def upstream_template(branch_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare repository with `main`, the branch `feature/discount`, and the merge of its pull request 7."""
    home = tmp_path_factory.mktemp("upstream")
    project = Project.copied(branch_template, home / "shop")
    project.git("switch", "--quiet", "--detach", "main")
    project.git("merge", "--quiet", "--no-ff", "--message", "Merge 7 into main", "feature/discount")
    project.git("update-ref", MERGE, "HEAD")
    project.git("switch", "--quiet", "main")
    git(home, "clone", "--quiet", "--mirror", str(project.root), "shop.git")
    return home / "shop.git"


@pytest.fixture
def upstream(upstream_template: Path, tmp_path: Path) -> Path:
    """A bare repository of the test's own."""
    git(tmp_path, "clone", "--quiet", "--mirror", str(upstream_template), "upstream.git")
    return tmp_path / "upstream.git"


@pytest.fixture
def runner(upstream: Path, tmp_path: Path) -> Project:
    """A full checkout of the merge of the pull request: remote branches, a detached HEAD, no branch of its own."""
    return checkout(upstream, tmp_path, MERGE, "+refs/heads/*:refs/remotes/origin/*")


@pytest.fixture
def shallow(upstream: Path, tmp_path: Path) -> Project:
    """The same with the default of actions/checkout, one commit."""
    return checkout(upstream, tmp_path, MERGE, "--depth=1")


def checkout(upstream: Path, home: Path, ref: str, *how: str) -> Project:
    """What a runner's checkout step leaves."""
    project = Project(home / "work" / "shop")
    project.root.mkdir(parents=True)
    project.git("init", "--quiet", "--initial-branch=main")
    project.git("remote", "add", "origin", f"file://{upstream}")
    project.git("fetch", "--quiet", "--no-tags", "origin", *how, f"+{ref}:{ref.replace('refs/', 'refs/remotes/', 1)}")
    project.git("checkout", "--quiet", "--detach", "FETCH_HEAD")
    project.git("checkout", "--quiet", "--detach", ref.replace("refs/", "refs/remotes/", 1))
    return project
