"""`tddgate seal`: tests that the implementer does not see, held by their digest."""

from __future__ import annotations

import json
import tarfile
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.contracts.seal import digest_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Tddgate
    from tests.project import Project

RECORD = ".tddgate/sealed/discount.json"
HELD = "from shop.discount import discount\n\n\ndef test_any_price():\n    assert discount(60) == 54\n"


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """A test file outside the repository."""
    path = tmp_path / "held" / "test_discount_more.py"
    path.parent.mkdir()
    path.write_text(HELD)
    return path


def record_of(project: Project) -> list[dict[str, object]]:
    """The seals in the record."""
    seals: list[dict[str, object]] = json.loads((project.root / RECORD).read_bytes())["seals"]
    return seals


def test_the_record_is_committed_alone_and_says_nothing_of_the_tests(
    locked: Project, held: Path, tmp_path: Path, tddgate: Tddgate
) -> None:
    """Subject and trailers are the same in every project; the name of a file is not in it."""
    answer = tddgate(locked, "seal", "discount", str(held), "--to", str(tmp_path / "discount.tar"))

    shown = locked.git("show", "--format=%B", "--name-only")
    assert answer.code == 0, answer.err
    assert shown.startswith("test: seal held-out tests for discount (TDD Gate 3)\n")
    assert "\nTDD-Feature: discount\n" in shown
    assert f"\nTDD-Seal: {record_of(locked)[0]['digest']}\n" in shown
    assert shown.splitlines()[-1] == RECORD
    assert "test_discount_more" not in locked.text(RECORD) + shown + answer.out.replace(str(held), "")
    assert answer.last_line.startswith("sealed: 1 file of discount in commit ")


def test_the_package_holds_the_files_and_the_salt_that_make_the_digest(
    locked: Project, held: Path, tmp_path: Path, tddgate: Tddgate
) -> None:
    """A file from outside gets its place in the first test root."""
    package = tmp_path / "discount.tar"

    tddgate(locked, "seal", "discount", str(held), "--to", str(package))

    with tarfile.open(package) as archive:
        members = {each.name: archive.extractfile(each).read() for each in archive if each.isfile()}  # type: ignore[union-attr]  # a file
    salt = json.loads(members.pop("discount/seal.json"))["salt"]
    assert members == {"discount/files/tests/test_discount_more.py": HELD.encode()}
    digest = digest_of("discount", salt, {"tests/test_discount_more.py": HELD.encode()})
    assert record_of(locked) == [{"digest": digest, "files": 1, "reason": ""}]
    assert package.stat().st_mode & 0o077 == 0


def test_folders_and_untracked_files_can_be_sealed(
    locked: Project, held: Path, tmp_path: Path, tddgate: Tddgate
) -> None:
    """A folder is taken with its own structure; an untracked file keeps its place, and is the caller's to remove."""
    (held.parent / "data").mkdir()
    (held.parent / "data" / "prices.csv").write_text("60,54\n")
    locked.with_file("tests/test_own.py", HELD)
    package = tmp_path / "packages"
    package.mkdir()

    answer = tddgate(
        locked, "seal", "discount", str(held.parent), "tests/test_own.py", "--under", "tests/held", "--to", str(package)
    )

    assert answer.code == 0, answer.err
    with tarfile.open(package / "discount.tar") as archive:
        assert sorted(each.name for each in archive) == [
            "discount/files/tests/held/data/prices.csv",
            "discount/files/tests/held/test_discount_more.py",
            "discount/files/tests/test_own.py",
            "discount/seal.json",
        ]
    assert "tests/test_own.py is still here" in answer.out
    assert (locked.root / "tests/test_own.py").exists()


def test_a_second_seal_needs_a_reason_and_is_listed(
    locked: Project, held: Path, tmp_path: Path, tddgate: Tddgate
) -> None:
    """The first one stays in the record, so that every reader sees that there was another."""
    tddgate(locked, "seal", "discount", str(held), "--to", str(tmp_path / "one.tar"))
    silent = tddgate(locked, "seal", "discount", str(held), "--to", str(tmp_path / "two.tar"))

    answer = tddgate(locked, "seal", "discount", str(held), "--to", str(tmp_path / "two.tar"), "--reason", "a typo")

    assert silent.code == 4
    assert "--reason" in silent.err
    assert answer.code == 0, answer.err
    assert [each["reason"] for each in record_of(locked)] == ["", "a typo"]
    assert "TDD-Seal-Reason: a typo" in locked.git("show", "--format=%B")


@pytest.mark.parametrize(("body", "code"), [("discount(60) == 54", 0), ("True", 4)])
def test_held_out_tests_can_be_shown_to_be_red_first(  # noqa: PLR0913, PLR0917 - fixtures
    locked: Project, held: Path, tmp_path: Path, tddgate: Tddgate, body: str, code: int
) -> None:
    """`--check` runs them beside the tests that are there; when none is red, nothing is sealed."""
    (locked.root / "src/shop/discount.py").unlink()
    held.write_text(f"def test_any():\n    from shop.discount import discount\n    assert {body}\n")
    if code:
        held.write_text("def test_any():\n    assert True\n")

    answer = tddgate(locked, "seal", "discount", str(held), "--to", str(tmp_path / "a.tar"), "--check")

    assert answer.code == code, answer.err
    assert ("1 of 1 held-out tests is red" in answer.out) == (code == 0)
    assert (tmp_path / "a.tar").exists() == (code == 0)
    assert not (locked.root / "tests/test_discount_more.py").exists()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("discount", "tests/test_cart.py", "--to", "../a.tar"), "is committed"),
        (("discount", "src/shop/later.py", "--to", "../a.tar"), "is no test"),
        (("discount", "../nothing.py", "--to", "../a.tar"), "there is no"),
        (("discount", "../held", "--to", "a.tar"), "inside the repository"),
        (("discount", "../held", "--to", "../there.tar"), "is there already"),
        (("discount", "../held", "--to", "../no/a.tar"), "cannot be written"),
        (("discount", "../held", "--to", "../a.tar", "--under", "src/shop"), "is no place for tests"),
        (("discount", "../empty", "--to", "../a.tar"), "holds no file"),
        (("tax", "../held", "--to", "../a.tar"), "no contract of the feature 'tax'"),
    ],
)
def test_what_cannot_be_sealed(
    locked: Project, held: Path, tddgate: Tddgate, args: tuple[str, ...], words: str
) -> None:
    """Nothing is committed, and nothing is written."""
    locked.with_file("src/shop/later.py", "")
    (held.parents[1] / "there.tar").write_text("mine")
    (held.parents[1] / "empty").mkdir()
    before = locked.head

    answer = tddgate(locked, "seal", *args)

    assert (answer.code, words in answer.err) == (4, True), answer.err
    assert locked.head == before
    assert not (locked.root / RECORD).exists()
    assert (held.parents[1] / "there.tar").read_text() == "mine"
    assert not (held.parents[1] / "a.tar").exists()


def test_a_commit_that_git_refuses_leaves_no_trace(
    locked: Project, held: Path, tmp_path: Path, tddgate: Tddgate
) -> None:
    """Neither a record nor a package of a seal that is in no commit."""
    hook = locked.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho no commits today >&2\nexit 1\n")
    hook.chmod(0o755)

    answer = tddgate(locked, "seal", "discount", str(held), "--to", str(tmp_path / "a.tar"))

    assert (answer.code, "no commits today" in answer.err) == (4, True)
    assert not (locked.root / RECORD).exists()
    assert not (tmp_path / "a.tar").exists()
