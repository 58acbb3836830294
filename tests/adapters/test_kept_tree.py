"""A kept tree holds what the snapshot holds, whatever was done to it since."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.git import open_repository
from pytest_tddgate.adapters.kept_tree import KeptTree
from pytest_tddgate.domain.contracts.snapshot import Snapshot
from pytest_tddgate.errors import CannotDecide

if TYPE_CHECKING:
    from tests.project import Project

pytestmark = [
    pytest.mark.usefixtures("_environment"),
    pytest.mark.tdd_pins("written with the audit, beside its stories"),
]


@pytest.fixture
def tree(project: Project, tmp_path: Path) -> KeptTree:
    """A tree of the sample project's repository."""
    return KeptTree(str(tmp_path / "tree"), open_repository(str(project.root)))


def head_of(project: Project) -> Snapshot:
    """The files of the commit that is checked out."""
    repository = open_repository(str(project.root))
    return Snapshot(project.head, repository.entries(project.head))


def files_in(tree: KeptTree) -> dict[str, bytes]:
    """Relative path -> bytes of every file."""
    root = Path(tree.directory)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_it_holds_the_files_of_the_commit(project: Project, tree: KeptTree) -> None:
    """Byte for byte, and nothing else."""
    tree.show(head_of(project))

    assert files_in(tree) == {path: (project.root / path).read_bytes() for path in project.git("ls-files").splitlines()}


def test_what_a_run_did_to_it_is_undone(project: Project, tree: KeptTree) -> None:
    """Files that were added, edited with their times put back, or removed."""
    snapshot, root = head_of(project), Path(tree.directory)
    tree.show(snapshot)
    before = files_in(tree)
    cart = root / "src/shop/cart.py"
    status = cart.stat()
    cart.write_bytes(b"DEF" + cart.read_bytes()[3:])
    os.utime(cart, ns=(status.st_atime_ns, status.st_mtime_ns))
    (root / "tests/test_cart.py").unlink()
    (root / "src/evil").mkdir()
    (root / "src/evil/sitecustomize.py").write_text("1 / 0\n", encoding="utf-8")

    tree.show(snapshot)

    assert files_in(tree) == before
    assert not (root / "src/evil").exists()


def test_links_and_modes_are_kept(project: Project, tree: KeptTree) -> None:
    """A link is a link, and a script can be run."""
    (project.root / "link").symlink_to("README.md")
    script = project.with_file("run.sh", "#!/bin/sh\n").root / "run.sh"
    script.chmod(0o755)
    tree.show(head_of(project.commit()))

    assert str(Path(tree.directory, "link").readlink()) == "README.md"
    assert os.access(Path(tree.directory, "run.sh"), os.X_OK)


def test_a_file_is_never_written_through_a_link(project: Project, tree: KeptTree, tmp_path: Path) -> None:
    """A run can put a link in the place of a folder; the next snapshot removes it."""
    outside = tmp_path / "outside"
    outside.mkdir()
    tree.show(head_of(project))
    tests = Path(tree.directory, "tests")
    shutil.rmtree(tests)
    tests.symlink_to(outside)

    tree.show(head_of(project))

    assert list(outside.iterdir()) == []
    assert (tests / "test_cart.py").is_file()


@pytest.mark.parametrize("path", ["../evil.py", "/evil.py", "src/../../evil.py", ".git/hooks/post-checkout"])
def test_a_path_that_leads_out_is_not_written(project: Project, tree: KeptTree, path: str) -> None:
    """Git can hold such trees, although no git of today makes them."""
    snapshot = head_of(project)
    entry = next(iter(snapshot.entries.values()))

    with pytest.raises(CannotDecide, match="holds the path"):
        tree.show(Snapshot(snapshot.commit, {**snapshot.entries, path: entry}))


def test_an_object_that_is_missing_is_said(project: Project, tree: KeptTree) -> None:
    """A partial clone lacks objects."""
    snapshot = head_of(project)

    with pytest.raises(CannotDecide, match="no object"):
        tree.show(Snapshot(snapshot.commit, {**snapshot.entries, "x.py": ("100644", "0" * 39 + "1")}))
