"""A kept tree knows which of the files that it laid out were written since, and whether they still say the same."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.git import open_repository
from pytest_tddgate.adapters.kept_tree import KeptTree
from pytest_tddgate.domain.contracts.snapshot import Snapshot

if TYPE_CHECKING:
    from tests.project import Project

pytestmark = pytest.mark.usefixtures("_environment")

TEST = "tests/test_cart.py"


@pytest.fixture
def head(project: Project) -> Snapshot:
    """The files of the commit that is checked out."""
    return Snapshot(project.head, open_repository(str(project.root)).entries(project.head))


@pytest.fixture
def tree(project: Project, head: Snapshot, tmp_path: Path) -> KeptTree:
    """A tree that shows them."""
    kept = KeptTree(str(tmp_path / "tree"), open_repository(str(project.root)))
    kept.show(head)
    return kept


def test_nothing_was_written_into_a_tree_that_nobody_touched(tree: KeptTree) -> None:
    """Neither when it is shown nor when its files are read, nor by files beside its own."""
    Path(tree.directory, TEST).read_bytes()
    Path(tree.directory, "tests/cache.txt").write_text("new", encoding="utf-8")

    assert tree.written() == {}


def test_a_file_with_other_bytes_was_written(tree: KeptTree) -> None:
    """It does not say the same; nor does one that is gone, or a folder in its place."""
    Path(tree.directory, TEST).write_text("assert True\n", encoding="utf-8")
    Path(tree.directory, "src/shop/cart.py").unlink()
    Path(tree.directory, "src/shop/cart.py").mkdir()
    Path(tree.directory, "pyproject.toml").unlink()

    assert tree.written() == {TEST: False, "src/shop/cart.py": False, "pyproject.toml": False}


def test_a_file_that_was_put_back_was_written_all_the_same(tree: KeptTree) -> None:
    """It says the same now, and may have said something else in between: written anew, or another file in its place."""
    test, cart = Path(tree.directory, TEST), Path(tree.directory, "src/shop/cart.py")
    test.write_bytes(test.read_bytes())
    shutil.copy2(cart, cart.with_suffix(".bak"))
    cart.with_suffix(".bak").replace(cart)

    assert tree.written() == {TEST: True, "src/shop/cart.py": True}


def test_what_was_written_before_the_tree_was_settled_does_not_count(tree: KeptTree) -> None:
    """A build step comes before the runs; what is written once more does count."""
    test = Path(tree.directory, TEST)
    test.write_text("built = 1\n", encoding="utf-8")
    tree.settle()
    before = tree.written()
    test.write_text("built = 2\n", encoding="utf-8")

    assert (before, tree.written()) == ({}, {TEST: False})


def test_what_was_settled_is_laid_out_anew_with_the_next_commit(tree: KeptTree, head: Snapshot) -> None:
    """A tree that is shown again holds what git has, and nothing of a build."""
    test = Path(tree.directory, TEST)
    before = test.read_bytes()
    test.write_text("built = 1\n", encoding="utf-8")
    tree.settle()

    tree.show(head)

    assert test.read_bytes() == before
    assert tree.written() == {}
