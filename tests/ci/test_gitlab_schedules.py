"""The GitLab component where no push has started the pipeline: by hand, by the clock, by another pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.exit_code import ExitCode
from tests.ci.pipelines import ZEROS, run_gitlab_job

if TYPE_CHECKING:
    from tests.project import Project

pytestmark = pytest.mark.tdd_pins("what a pipeline does is no product code")

STATIC = {"mode": "static"}
MAIN = {"CI_COMMIT_BRANCH": "main", "CI_COMMIT_BEFORE_SHA": ZEROS}


@pytest.mark.parametrize("source", ["schedule", "web", "api"])
def test_the_default_branch_by_the_clock_or_by_hand_has_nothing_to_judge(runner: Project, source: str) -> None:
    """It is compared with itself: the job passes, and claims no verdict."""
    runner.git("checkout", "--quiet", "--detach", "origin/main")

    run = run_gitlab_job(runner, {}, **MAIN, CI_PIPELINE_SOURCE=source)

    assert run.exit_code == ExitCode.PASSED, run.log
    assert "there is nothing to judge" in run.log
    assert "passed" not in run.log


def test_a_base_that_is_named_is_what_a_schedule_is_compared_with(runner: Project) -> None:
    """Then there is something to judge."""
    before = runner.git("rev-parse", "HEAD~1")

    run = run_gitlab_job(runner, STATIC | {"base": before}, **MAIN, CI_PIPELINE_SOURCE="schedule")

    assert run.exit_code == ExitCode.PASSED, run.log
    assert f"base {before[:10]}" in run.log


def test_another_branch_by_the_clock_is_compared_with_the_default_branch(runner: Project) -> None:
    """As after a push."""
    runner.git("checkout", "--quiet", "--detach", "origin/feature/discount")
    variables = MAIN | {"CI_COMMIT_BRANCH": "feature/discount", "CI_PIPELINE_SOURCE": "schedule"}

    run = run_gitlab_job(runner, STATIC, **variables)

    assert run.exit_code == ExitCode.PASSED, run.log
    assert f"base {runner.git('rev-parse', 'origin/main')[:10]}" in run.log


@pytest.mark.parametrize("source", ["push", "parent_pipeline"])
def test_a_first_push_is_still_undecided(runner: Project, source: str) -> None:
    """Also where the job is in a pipeline that the push's own has started."""
    run = run_gitlab_job(runner, STATIC, **MAIN, CI_PIPELINE_SOURCE=source)

    assert run.exit_code == ExitCode.UNDECIDED, run.log
    assert "this is the first push of main" in run.log


def test_a_branch_that_brings_no_commit_has_nothing_to_judge(runner: Project) -> None:
    """A new branch at the tip of main, as with the action for GitHub."""
    runner.git("checkout", "--quiet", "--detach", "origin/main")

    run = run_gitlab_job(runner, {}, CI_COMMIT_BRANCH="idea", CI_COMMIT_BEFORE_SHA=ZEROS, CI_PIPELINE_SOURCE="push")

    assert run.exit_code == ExitCode.PASSED, run.log
    assert "there is nothing to judge" in run.log
