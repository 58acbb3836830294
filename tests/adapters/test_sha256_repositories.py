"""Repositories whose object ids are SHA-256: an empty tree and a bundle have other ids and another form there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.bundle import bundled, unbundled
from pytest_tddgate.adapters.git import open_repository
from tests.project import git, git_environment

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("_environment")


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A SHA-256 repository without a commit that holds one file."""
    for name, value in git_environment().items():
        monkeypatch.setenv(name, value)
    top = tmp_path / "shop"
    top.mkdir()
    git(top, "init", "--quiet", "--object-format=sha256", "--initial-branch=main")
    (top / "a.txt").write_text("a\n", encoding="utf-8")
    return top


def test_what_is_staged_before_the_first_commit(empty: Path) -> None:
    """Compared with the empty tree."""
    git(empty, "add", "a.txt")

    assert open_repository(str(empty)).staged() == ("a.txt",)


def test_a_file_has_the_id_of_this_repository(empty: Path) -> None:
    """No commit yet whose id would tell the algorithm."""
    entry = open_repository(str(empty)).entry_here("a.txt")

    assert entry == ("100644", git(empty, "hash-object", "a.txt"))


def test_the_first_commit(empty: Path) -> None:
    """It is compared with the empty tree, to see what hooks added."""
    made = open_repository(str(empty)).commit(["a.txt"], "first")

    assert made == git(empty, "rev-parse", "HEAD")


def test_a_bundle_comes_out_again(empty: Path, tmp_path: Path) -> None:
    """The history of an audit that is sent to another machine."""
    git(empty, "add", "a.txt")
    git(empty, "commit", "--quiet", "--message", "first")
    head = git(empty, "rev-parse", "HEAD")

    unbundled(bundled(str(empty), [head]), str(tmp_path / "there"), head)

    assert git(tmp_path / "there", "rev-parse", "HEAD") == head
