"""Files of a tree as one text of bytes, and laid out again on another machine."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.archive import every_file, packed, unpacked
from pytest_tddgate.errors import CannotDecide

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with a program, a link, a name that is no ASCII, and something that nobody wants."""
    top = tmp_path / "tree"
    (top / "src" / "shop" / "__pycache__").mkdir(parents=True)
    (top / "src" / "shop" / "cart.py").write_bytes(b"x = 1\r\n")
    (top / "src" / "shop" / "__pycache__" / "cart.pyc").write_bytes(b"\0")
    (top / "src" / "grüße.txt").write_bytes(b"")
    (top / "run").write_bytes(b"#!/bin/sh\n")
    (top / "run").chmod(0o755)
    (top / "link").symlink_to("src/shop")
    return top


def test_a_tree_comes_out_as_it_went_in(tree: Path, tmp_path: Path) -> None:
    """Bytes, links, and which files are programs."""
    unpacked(packed(str(tree), every_file(str(tree))), str(tmp_path / "out"))

    out = tmp_path / "out"
    assert (out / "src" / "shop" / "cart.py").read_bytes() == b"x = 1\r\n"
    assert (out / "src" / "grüße.txt").exists()
    assert os.access(out / "run", os.X_OK)
    assert not os.access(out / "src" / "shop" / "cart.py", os.X_OK)
    assert str((out / "link").readlink()) == "src/shop"


def test_caches_of_bytecode_stay_at_home(tree: Path) -> None:
    """They hold paths of another machine."""
    assert set(every_file(str(tree))) == {"src/shop/cart.py", "src/grüße.txt", "run", "link"}


def test_the_same_files_make_the_same_bytes(tree: Path) -> None:
    """Times and the order in which files are named make no difference."""
    names = sorted(every_file(str(tree)))
    first = packed(str(tree), names)
    os.utime(tree / "run", (1, 1))

    assert packed(str(tree), reversed(names)) == first


def test_a_file_that_is_gone_is_left_out(tree: Path) -> None:
    """It was deleted in the work tree."""
    assert packed(str(tree), ["run", "gone.py"]) == packed(str(tree), ["run"])


@pytest.mark.parametrize("path", ["../outside", "/tmp/outside", "src/../../outside"])  # noqa: S108 - a name, never written
def test_nothing_is_laid_outside(tree: Path, tmp_path: Path, path: str) -> None:
    """Whoever packed it."""
    (tmp_path / "outside").write_bytes(b"kept")
    data = packed(str(tree), ["run"], {"run": path})

    with pytest.raises(CannotDecide, match="outside"):
        unpacked(data, str(tmp_path / "out"))

    assert (tmp_path / "outside").read_bytes() == b"kept"
