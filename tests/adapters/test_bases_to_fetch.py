"""A base that a clone has not: the next step is the fetch that brings it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.git import open_repository
from pytest_tddgate.errors import CannotDecide, TddgateError, Unusable
from tests.project import Project, git

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("_environment")


def cloned(project: Project, where: Path, *options: str) -> Project:
    """A clone of the branch `discount` alone."""
    project.git("switch", "--quiet", "--create", "discount")
    project.commit("feat: discount")
    project.git("clone", "--quiet", "--branch=discount", *options, project.root.as_uri(), str(where))
    return Project(where)


def problem_of(clone: Project, base: str) -> TddgateError:
    """What is said of a base that is not there."""
    with pytest.raises(TddgateError) as raised:
        open_repository(str(clone.root)).resolve(base)
    return raised.value


def followed(problem: TddgateError, clone: Project) -> None:
    """Run the next step, and nothing else."""
    found = re.match(r"git (fetch .*?'[^']+')", problem.next_step)
    assert found, problem.next_step
    git(clone.root, *(each.strip("'") for each in found[1].split()))


@pytest.mark.parametrize("remote", ["origin", "upstream"])
def test_a_shallow_clone_of_one_branch(project: Project, tmp_path: Path, remote: str) -> None:
    """It asks for its own branch alone, so that a plain --unshallow would not bring the base."""
    clone = cloned(project, tmp_path / "clone", "--depth=1", f"--origin={remote}")

    problem = problem_of(clone, f"{remote}/main")

    assert isinstance(problem, CannotDecide)
    assert problem.next_step.endswith(" (in CI: fetch-depth: 0)")
    followed(problem, clone)
    assert open_repository(str(clone.root)).resolve(f"{remote}/main") == project.git("rev-parse", "main")


def test_a_whole_clone_of_one_branch(project: Project, tmp_path: Path) -> None:
    """Its history is all there, and `--unshallow` would be refused."""
    clone = cloned(project, tmp_path / "clone", "--single-branch")

    problem = problem_of(clone, "origin/main")

    assert isinstance(problem, Unusable)
    followed(problem, clone)
    assert open_repository(str(clone.root)).resolve("origin/main") == project.git("rev-parse", "main")


@pytest.mark.parametrize("base", ["0123456789", "main"])
def test_a_name_of_no_remote_is_fetched_from_the_first(project: Project, tmp_path: Path, base: str) -> None:
    """A commit may be on any branch."""
    clone = cloned(project, tmp_path / "clone", "--depth=1")

    assert problem_of(clone, base).next_step.startswith("git fetch --unshallow origin 'refs/heads/*:")


@pytest.mark.tdd_pins("a typing mistake is no branch to fetch")
@pytest.mark.parametrize("base", ["mainn", "origins/main"])
def test_a_name_that_is_no_remotes_leads_to_the_list_of_names(project: Project, tmp_path: Path, base: str) -> None:
    """All of them are there."""
    clone = cloned(project, tmp_path / "clone", "--no-single-branch")

    assert problem_of(clone, base).next_step.startswith("git branch -a lists the names")
