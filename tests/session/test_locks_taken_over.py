"""When the stories' own helper takes a lock over: where lock could see nothing else, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.locked import LocksMade
from tests.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.tdd_pins("a helper of the tests")


@pytest.fixture
def pair(project_template: Path, tmp_path: Path) -> tuple[Project, Project]:
    """Two copies of one project, each on a branch of its own making."""
    first, second = (Project.copied(project_template, tmp_path / name / "shop") for name in ("first", "second"))
    for each in (first, second):
        each.git("switch", "--quiet", "--create", "feature/discount")
        each.with_red_test()
    return first, second


def test_files_become_those_that_a_lock_has_left(pair: tuple[Project, Project]) -> None:
    """All but bytecode; and what was there goes."""
    first, second = pair
    made: LocksMade[str] = LocksMade()
    key = made.key_of(first.root)
    assert made.taken_over(key, second.root) is None

    first.with_file("tests/__pycache__/test_cart.pyc", b"").commit("locked")
    made.keep(key, first.root, "said")
    first.with_file("tests/test_cart.py", "what comes later is another matter")

    assert made.key_of(second.root) == key
    assert made.taken_over(key, second.root) == "said"
    assert second.git("log", "--format=%s") == "locked\nfirst commit"
    assert second.git("status", "--short") == ""
    assert not (second.root / "tests/__pycache__").exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda project: project.with_file("tests/test_discount.py", "def test_discount(): assert False\n"),
        lambda project: project.with_file("notes.txt", ""),
        lambda project: project.commit(),
        lambda project: project.git("branch", "another"),
        lambda project: project.git("config", "core.hooksPath", "/nowhere"),
        lambda project: (project.root / "tests/test_discount.py").chmod(0o755),
        lambda project: (project.root / "link").symlink_to("tests"),
    ],
)
def test_whatever_lock_can_see_counts(pair: tuple[Project, Project], change: Callable[[Project], object]) -> None:
    """A byte, a file, a commit, a branch, a setting of git, a mode, a link."""
    first, second = pair
    change(second)

    assert LocksMade.key_of(second.root) != LocksMade.key_of(first.root)


def test_what_is_given_counts(pair: tuple[Project, Project]) -> None:
    """As the feature's name, the variables and the index."""
    first, second = pair

    assert LocksMade.key_of(first.root, "discount") != LocksMade.key_of(second.root, "vat")


def test_a_project_with_something_beside_it_is_locked_each_time(pair: tuple[Project, Project]) -> None:
    """Lock could look there."""
    first, _ = pair
    (first.root.parent / "conftest.py").touch()

    assert LocksMade.key_of(first.root) == ""
