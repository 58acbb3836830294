"""History as bytes that can be sent to another machine, and a repository made of them there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.adapters.bundle import bundled, unbundled
from tests.project import Project, git

if TYPE_CHECKING:
    from pathlib import Path


def test_a_repository_comes_out_with_its_history(branch: Project, tmp_path: Path) -> None:
    """The head is checked out; what the main branch got since is there, too."""
    branch.git("switch", "--quiet", "main")
    main = branch.with_file("later.txt", "later\n").commit().head
    branch.git("switch", "--quiet", "feature/discount")

    unbundled(bundled(str(branch.root), (branch.head, main)), str(tmp_path / "out"), branch.head)

    out = tmp_path / "out"
    assert git(out, "rev-parse", "HEAD") == branch.head
    assert git(out, "rev-list", "HEAD") == branch.git("rev-list", "HEAD")
    assert git(out, "cat-file", "-t", main) == "commit"
    assert Project(out).text("src/shop/discount.py") == branch.text("src/shop/discount.py")
    assert git(out, "status", "--porcelain") == ""


def test_the_repository_itself_stays_as_it_was(branch: Project) -> None:
    """No branch, no tag and no file is made in it."""
    before = branch.git("for-each-ref"), branch.git("status", "--porcelain")

    data = bundled(str(branch.root), (branch.head,))

    assert data.startswith(b"# v")
    assert (branch.git("for-each-ref"), branch.git("status", "--porcelain")) == before
