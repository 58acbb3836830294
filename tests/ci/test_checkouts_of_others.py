"""A checkout that git does not trust, as another user owns it, and a machine without git: both pipelines say so."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from tests.ci.pipelines import run_action, run_gitlab_job, runner_environment

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ci.pipelines import JobRun
    from tests.project import Project

pytestmark = [
    pytest.mark.tdd_pins("what a pipeline does is no product code"),
    pytest.mark.skipif(sys.platform == "win32", reason="git is played by a shell script"),
]

USAGE = 4
EVENT = {"repository": {"default_branch": "main"}}


def started(project: Project, pipeline: str, path: str) -> JobRun:
    """The job of one of the two pipelines, by hand, with this PATH."""
    if pipeline == "github":
        return run_action(project, "workflow_dispatch", EVENT, PATH=path)
    return run_gitlab_job(project, {}, CI_COMMIT_BRANCH="idea", CI_PIPELINE_SOURCE="web", PATH=path)


def program(folder: Path, name: str, *command: str) -> None:
    """A program of this name that is this command."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f'#!/bin/sh\nexec {" ".join(command)} "$@"\n', encoding="utf-8")
    (folder / name).chmod(0o755)


def path_with_git(folder: Path, *environment: str) -> str:
    """The PATH of a runner, with a git before it that has this in its environment."""
    program(folder, "git", "env", *environment, shutil.which("git") or "")
    return f"{folder}{os.pathsep}{runner_environment()['PATH']}"


def path_without_git(folder: Path) -> str:
    """A folder with Python and the shells, and nothing else."""
    program(folder, "python", sys.executable)
    for name in ("sh", "bash", "env"):
        program(folder, name, shutil.which(name) or "")
    return str(folder)


@pytest.mark.parametrize("pipeline", ["github", "gitlab"])
def test_a_checkout_of_another_user_is_told_with_the_command(runner: Project, tmp_path: Path, pipeline: str) -> None:
    """Usual where a job runs in a container; git has a variable of its own that plays it."""
    path = path_with_git(tmp_path / "bin", "GIT_TEST_ASSUME_DIFFERENT_OWNER=1")

    run = started(runner, pipeline, path)

    assert run.exit_code == USAGE, run.log
    assert f"git does not trust {runner.root}: it belongs to somebody else" in run.log
    assert f"git config --global --add safe.directory {runner.root}" in run.log
    assert "actions/checkout" not in run.log
    assert "is not in this clone" not in run.log


@pytest.mark.parametrize("pipeline", ["github", "gitlab"])
def test_a_machine_without_git_is_told_as_such(runner: Project, tmp_path: Path, pipeline: str) -> None:
    """And not by a traceback."""
    run = started(runner, pipeline, path_without_git(tmp_path / "bin"))

    assert run.exit_code == USAGE, run.log
    assert "git is not installed, or not on PATH" in run.log
    assert "Traceback" not in run.log


def test_a_folder_that_is_no_checkout_is_told_what_makes_one(runner: Project) -> None:
    """Before this step."""
    shutil.rmtree(runner.root / ".git")

    run = run_action(runner, "workflow_dispatch", EVENT)

    assert run.exit_code == USAGE, run.log
    assert "Next: run actions/checkout before this action" in run.log
