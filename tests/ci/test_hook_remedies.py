"""What the hooks say of a commit that puts locked bytes back: what will be committed counts, not what HEAD has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.commands.hooks import main
from tests.project import git_environment

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.project import Project

    Hook = Callable[[Project], tuple[int, str]]

TEST = "tests/test_discount.py"
EDIT = (TEST, "== 90", "== 90.0")


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Hook:
    """The pre-commit hook of a project: its exit code, and what it said."""
    for name, value in git_environment().items():
        monkeypatch.setenv(name, value)

    def ran(project: Project) -> tuple[int, str]:
        monkeypatch.chdir(project.root)
        return main(["pre-commit"]), capsys.readouterr().err

    return ran


@pytest.fixture
def edited(branch: Project) -> tuple[Project, str]:
    """The branch with an edited locked test that was committed past the hook, and the commit before that."""
    good = branch.head
    branch.replace(*EDIT)
    branch.git("commit", "--quiet", "--no-verify", "--all", "--message", "tidy")
    return branch, good


def test_the_commit_that_a_refusal_asks_for_goes_through(edited: tuple[Project, str], hook: Hook) -> None:
    """HEAD is broken until it is made."""
    project, good = edited
    project.git("checkout", good, "--", TEST)

    assert hook(project) == (0, "")


@pytest.mark.tdd_pins("the other side of the remedy")
def test_a_broken_head_is_told_until_it_is_mended(edited: tuple[Project, str], hook: Hook) -> None:
    """Another commit on top of it would keep what is wrong."""
    code, said = hook(edited[0])

    assert code == 10
    assert "broken[contract-touched]" in said


def test_what_is_staged_counts_not_what_lies_in_the_work_tree(branch: Project, hook: Hook) -> None:
    """The edit was put back in the work tree alone: the commit would hold it."""
    branch.replace(*EDIT).git("add", TEST)
    branch.replace(TEST, EDIT[2], EDIT[1])

    code, said = hook(branch)

    assert code == 10
    assert f"{TEST} would be committed with other bytes than those that were locked" in said


def test_a_restored_test_is_no_change_to_a_static_audit(edited: tuple[Project, str]) -> None:
    """The base was broken; the contract that it has says what is right."""
    project, good = edited
    project.git("branch", "--force", "main")
    project.git("switch", "--quiet", "--create", "mended")
    project.git("checkout", good, "--", TEST)
    project.commit("test: as it was locked")

    project.gate("audit", "--tdd-audit=static", "--tdd-base=main", verdict="passed")
