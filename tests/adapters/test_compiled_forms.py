"""Compiled forms of locked files are removed, or Python does not look at them."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from pytest_tddgate.adapters.stamps import remove_compiled
from pytest_tddgate.errors import CannotDecide

TEST = "tests/test_tax.py"
COMPILED = ("test_tax.cpython-311.pyc", "test_tax.cpython-311-pytest-9.0.1.pyc", "test_taxes.cpython-311.pyc")


def with_compiled(folder: Path) -> Path:
    """The folder, with compiled forms of two test files in it."""
    folder.mkdir(parents=True)
    for name in COMPILED:
        (folder / name).write_bytes(b"old")
    return folder


def names_in(folder: Path) -> list[str]:
    """What lies in it."""
    return sorted(each.name for each in folder.iterdir())


def test_what_cannot_be_removed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The work tree may be mounted for reading, or belong to somebody else."""
    with_compiled(tmp_path / "tests" / "__pycache__")

    def unlink(path: Path, *, missing_ok: bool = False) -> None:
        assert missing_ok
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr(Path, "unlink", unlink)

    with pytest.raises(CannotDecide) as caught:
        remove_compiled(str(tmp_path), [TEST])

    assert caught.value.what.startswith("tests/__pycache__/test_tax.cpython-311")
    assert caught.value.what.endswith(".pyc cannot be removed: Read-only file system")
    assert caught.value.why == "Python may run it in place of tests/test_tax.py"
    assert caught.value.next_step == "export PYTHONPYCACHEPREFIX=$(mktemp -d), then run this command again"


def test_elsewhere_they_are_removed_where_python_looks_for_them(tmp_path: Path) -> None:
    """With a prefix it never looks beside the source."""
    beside = with_compiled(tmp_path / "shop" / "tests" / "__pycache__")
    prefix = tmp_path / "kept"
    looked_at = with_compiled(prefix.joinpath(*(tmp_path / "shop" / "tests").parts[1:]))

    remove_compiled(str(tmp_path / "shop"), [TEST, "tests/data.json"], str(prefix))

    assert names_in(looked_at) == ["test_taxes.cpython-311.pyc"]
    assert len(names_in(beside)) == len(COMPILED)


@pytest.mark.tdd_pins("the other side")
def test_they_are_removed_beside_the_source(tmp_path: Path) -> None:
    """Those of another file stay; a folder without any is no obstacle."""
    folder = with_compiled(tmp_path / "tests" / "__pycache__")

    remove_compiled(str(tmp_path), [TEST, "conftest.py", "tests/unit/test_none.py"])

    assert names_in(folder) == ["test_taxes.cpython-311.pyc"]
