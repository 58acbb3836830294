"""`tddgate seal --to FOLDER/`: a slash at the end says that a folder is meant, also one that is not there yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Tddgate
    from tests.project import Project

HELD = "from shop.discount import discount\n\n\ndef test_any_price():\n    assert discount(60) == 54\n"


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """A test file outside the repository."""
    path = tmp_path / "held" / "test_discount_more.py"
    path.parent.mkdir()
    path.write_text(HELD)
    return path


def test_the_folder_is_made(locked: Project, held: Path, tmp_path: Path, tddgate: Tddgate) -> None:
    """The package lies in it, under the feature's name; nobody else can look into the folder."""
    answer = tddgate(locked, "seal", "discount", str(held), "--to", "../pk/")

    folder = tmp_path / "pk"
    assert answer.code == 0, answer.err
    assert [each.name for each in folder.iterdir()] == ["discount.tar"]
    assert f"package: {folder / 'discount.tar'}" in answer.out.replace(f"{locked.root}/../", f"{tmp_path}/")
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("target", "words"),
    [("pk/", "inside the repository"), ("../no/pk/", "cannot be written"), ("../held.txt/", "cannot be written")],
)
def test_a_folder_that_cannot_be_made_is_refused(  # noqa: PLR0913, PLR0917 - fixtures
    locked: Project, held: Path, tmp_path: Path, tddgate: Tddgate, target: str, words: str
) -> None:
    """Nothing is committed, and nothing is made."""
    (tmp_path / "held.txt").write_text("mine")
    before = locked.head

    answer = tddgate(locked, "seal", "discount", str(held), "--to", target)

    assert (answer.code, words in answer.err) == (4, True), answer.err
    assert locked.head == before
    assert not list(tmp_path.rglob("pk"))


@pytest.mark.tdd_pins("nothing is made today, and nothing may stay")
def test_a_folder_that_was_made_goes_with_a_refused_commit(
    locked: Project, held: Path, tmp_path: Path, tddgate: Tddgate
) -> None:
    """As its package does."""
    hook = locked.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)

    answer = tddgate(locked, "seal", "discount", str(held), "--to", "../pk/")

    assert answer.code == 4
    assert not (tmp_path / "pk").exists()
