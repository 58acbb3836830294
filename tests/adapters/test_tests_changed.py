"""What changed on the tests' side alone: by bytes, of files that the index or the commit has."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.git import open_repository
from pytest_tddgate.domain.contracts.layout import Layout

if TYPE_CHECKING:
    from tests.project import Project

pytestmark = pytest.mark.usefixtures("_environment")

TEST = "tests/test_cart.py"
SUBJECT = "src/shop/cart.py"


def changed(project: Project, *tests: str) -> tuple[str, ...]:
    """The changed paths, opened afresh; `tests` are the test roots."""
    layout = Layout(str(project.root), packages=("src/shop",), tests=tests or ("tests",))
    return open_repository(str(project.root)).tests_changed_since("HEAD", layout)


def test_nothing_changed_is_nothing(project: Project) -> None:
    """A fresh checkout is as it was committed."""
    assert changed(project) == ()


def test_the_subject_is_left_out(project: Project) -> None:
    """What changed there is asked for where it is needed."""
    project.replace(SUBJECT, "sum", "max").replace(TEST, "== 3", "== 4")

    assert changed(project) == (TEST,)


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
@pytest.mark.parametrize("is_removed", [False, True])
def test_flags_of_the_index_hide_nothing(project: Project, flag: str, *, is_removed: bool) -> None:
    """Neither an edit nor a removal."""
    project.git("update-index", flag, TEST)

    if is_removed:
        project.without_file(TEST)
    else:
        project.replace(TEST, "== 3", "== 4")

    assert changed(project) == (TEST,)


def test_an_edit_that_keeps_size_and_time_is_seen(project: Project) -> None:
    """Bytes are compared, not what stat says."""
    path = project.root / TEST
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"== 3", b"== 4"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert changed(project) == (TEST,)


def test_a_file_that_was_taken_out_of_the_index_and_ignored_is_seen(project: Project) -> None:
    """The commit still has it, and neither the index nor a list of untracked files does."""
    project.git("rm", "--cached", "--quiet", TEST)
    (project.root / ".git" / "info").mkdir(exist_ok=True)
    (project.root / ".git" / "info" / "exclude").write_text(TEST)

    project.replace(TEST, "== 3", "== 4")

    assert changed(project) == (TEST,)


@pytest.mark.parametrize("is_staged", [False, True])
def test_a_new_file_is_seen(project: Project, *, is_staged: bool) -> None:
    """Staged or not."""
    project.with_file("src/shop/conftest.py", "").with_file("src/shop/new.py", "")
    if is_staged:
        project.git("add", "--all")

    assert changed(project) == ("src/shop/conftest.py",)


def test_settings_of_pytest_are_on_the_tests_side(project: Project) -> None:
    """Wherever they lie: they are harness and nothing else."""
    project.with_file("pytest.ini", "[pytest]\n").commit()

    project.with_file("pytest.ini", "[pytest]\naddopts = -x\n")

    assert changed(project) == ("pytest.ini",)


def test_a_test_root_can_be_the_top(project: Project) -> None:
    """Then every file is on the tests' side."""
    project.replace(SUBJECT, "sum", "max")

    assert changed(project, "") == (SUBJECT,)
