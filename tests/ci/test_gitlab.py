"""The GitLab component: its job's script is run by a shell, with the variables of a pipeline."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from pytest_tddgate.domain.exit_code import ExitCode
from tests.ci.pipelines import ROOT, ZEROS, blocks_of, run_gitlab_job

if TYPE_CHECKING:
    from tests.project import Project

pytestmark = pytest.mark.tdd_pins("what a pipeline does is no product code")

STATIC = {"mode": "static"}
BRANCH = "origin/feature/discount"


def merge_request(project: Project, base: str = "origin/main") -> dict[str, str]:
    """The predefined variables of a merge request pipeline."""
    return {
        "CI_PIPELINE_SOURCE": "merge_request_event",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": project.git("rev-parse", base),
        "CI_COMMIT_BEFORE_SHA": ZEROS,
    }


def follows_schema(path: Path) -> tuple[bool, str]:
    """Whether a pipeline follows the schema, and what the checker says."""
    program = Path(sys.executable).with_name("check-jsonschema")
    command = [str(program), "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", str(path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return done.returncode == 0, done.stdout + done.stderr


def test_an_honest_merge_request_passes(runner: Project) -> None:
    """The whole audit, at the head of the source branch."""
    runner.git("checkout", "--quiet", "--detach", BRANCH)

    run = run_gitlab_job(runner, {}, **merge_request(runner))

    assert run.exit_code == ExitCode.PASSED, run.log
    assert "red     1 of 1 tests at the lock" in run.log


def test_a_refusal_fails_the_job(runner: Project) -> None:
    """With the exit code of the verdict."""
    runner.replace("tests/test_discount.py", "== 90", "== 90.0").commit("test: tidy")

    run = run_gitlab_job(runner, STATIC, **merge_request(runner))

    assert run.exit_code == ExitCode.REFUSED, run.log


def test_a_merged_results_pipeline_is_compared_with_the_target(runner: Project) -> None:
    """What the target has since is not the branch's."""
    old = runner.git("rev-parse", "origin/main")
    runner.git("checkout", "--quiet", "--detach", "origin/main")
    target = runner.with_file("README.md", "A shop.").commit("docs: readme").head
    runner.git("merge", "--quiet", "--no-edit", BRANCH)

    run = run_gitlab_job(runner, STATIC, **merge_request(runner, old), CI_MERGE_REQUEST_TARGET_BRANCH_SHA=target)

    assert run.exit_code == ExitCode.PASSED, run.log
    assert f"base {target[:10]}" in run.log


def test_the_default_branch_is_compared_with_what_it_was(runner: Project) -> None:
    """Only what the push brought is judged."""
    before = runner.git("rev-parse", "HEAD~1")

    run = run_gitlab_job(runner, STATIC, CI_COMMIT_BRANCH="main", CI_COMMIT_BEFORE_SHA=before)

    assert run.exit_code == ExitCode.PASSED, run.log
    assert f"base {before[:10]}" in run.log


def test_another_branch_is_compared_with_the_default_branch(runner: Project) -> None:
    """A new one has no commit before it."""
    runner.git("checkout", "--quiet", "--detach", BRANCH)

    run = run_gitlab_job(runner, STATIC, CI_COMMIT_BRANCH="feature/discount", CI_COMMIT_BEFORE_SHA=ZEROS)

    assert run.exit_code == ExitCode.PASSED, run.log
    assert f"base {runner.git('rev-parse', 'origin/main')[:10]}" in run.log


def test_a_first_push_is_undecided(runner: Project) -> None:
    """The message says how to name a base."""
    run = run_gitlab_job(runner, STATIC, CI_COMMIT_BRANCH="main", CI_COMMIT_BEFORE_SHA=ZEROS)

    assert run.exit_code == ExitCode.UNDECIDED, run.log
    assert "`base`" in run.log


def test_a_shallow_clone_is_told_what_to_set(shallow: Project) -> None:
    """The template sets it; a variable of the project can win over it."""
    base = shallow.git("ls-remote", "origin", "refs/heads/main").split()[0]

    run = run_gitlab_job(shallow, STATIC, CI_PIPELINE_SOURCE="merge_request_event", CI_MERGE_REQUEST_DIFF_BASE_SHA=base)

    assert run.exit_code == ExitCode.UNDECIDED, run.log
    assert "GIT_DEPTH" in run.log


def test_an_input_names_another_base(runner: Project) -> None:
    """For pipelines that have none."""
    run = run_gitlab_job(runner, {**STATIC, "base": "origin/main"}, CI_PIPELINE_SOURCE="schedule")

    assert run.exit_code == ExitCode.PASSED, run.log


def test_variables_of_a_pipeline_do_not_choose_the_base(runner: Project) -> None:
    """Whoever starts a pipeline can set variables; inputs are in the file."""
    runner.replace("tests/test_discount.py", "== 90", "== 90.0").commit("test: tidy")
    runner.with_file("README.md", "A shop.").commit("docs: readme")

    run = run_gitlab_job(
        runner, STATIC, **merge_request(runner), TDDGATE_BASE="HEAD~1", base="HEAD~1", PYTEST_ADDOPTS="--version"
    )

    assert run.exit_code == ExitCode.REFUSED, run.log


def test_the_component_follows_the_schema(tmp_path: Path) -> None:
    """Its second document is a pipeline; the first declares the inputs."""
    header, pipeline = (ROOT / "templates/tddgate.yml").read_text(encoding="utf-8").split("\n---\n")
    (tmp_path / "pipeline.yml").write_text(pipeline, encoding="utf-8")

    assert follows_schema(tmp_path / "pipeline.yml") == (True, "ok -- validation done\n")
    assert set(yaml.safe_load(header)["spec"]["inputs"]) >= {"base", "mode", "python", "args", "stage", "image"}


def test_the_job_runs_for_merge_requests_and_the_default_branch_with_its_history() -> None:
    """Two pipelines for one push would be one too many."""
    _, pipeline = yaml.safe_load_all((ROOT / "templates/tddgate.yml").read_text(encoding="utf-8"))
    (job,) = pipeline.values()

    assert job["variables"] == {"GIT_DEPTH": "0"}
    assert [rule["if"] for rule in job["rules"]] == [
        '$CI_PIPELINE_SOURCE == "merge_request_event"',
        "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH",
    ]


@pytest.mark.parametrize("number", [0, 1])
def test_every_pipeline_on_the_page_follows_the_schema(tmp_path: Path, number: int) -> None:
    """What is copied from the page works."""
    (tmp_path / "pipeline.yml").write_text(blocks_of("ci.md", "yaml", "GitLab CI")[number], encoding="utf-8")

    assert follows_schema(tmp_path / "pipeline.yml") == (True, "ok -- validation done\n")


def test_the_reports_are_where_the_job_says(runner: Project, tmp_path: Path) -> None:
    """GitLab looks for them at the top of the project, also when the gate refuses."""
    runner.replace("tests/test_discount.py", "== 90", "== 90.0").commit("test: tidy")
    _, pipeline = yaml.safe_load_all((ROOT / "templates/tddgate.yml").read_text(encoding="utf-8"))
    (job,) = pipeline.values()
    top = tmp_path / "top"

    run = run_gitlab_job(runner, STATIC, **merge_request(runner), CI_PROJECT_DIR=str(top))

    declared = job["artifacts"]["reports"]
    assert (run.exit_code, job["artifacts"]["when"]) == (ExitCode.REFUSED, "always"), run.log
    assert set(declared) == {"codequality", "junit"}
    assert sorted(declared.values()) == sorted(path.name for path in top.iterdir())
    assert "tddgate/contract-touched" in (top / declared["codequality"]).read_text(encoding="utf-8")
