"""The hooks for pre-commit and prek, run by the real programs in a project that uses them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from pytest_tddgate.domain.exit_code import ExitCode
from tests.ci.pipelines import ROOT, blocks_of, read_yaml, runner_environment
from tests.project import git

if TYPE_CHECKING:
    from tests.project import Project

pytestmark = pytest.mark.tdd_pins("what a pipeline does is no product code")

HOOKS = ".pre-commit-hooks.yaml"
BROKEN = ("tests/test_discount.py", "== 90", "== 90.0")


def configured(project: Project) -> Project:
    """The project with the page's configuration, on its main branch and so on the one that is checked out."""
    hooks = project.root.parent / "hooks"
    hooks.mkdir()
    shutil.copy(ROOT / HOOKS, hooks)
    git(hooks, "init", "--quiet")
    git(hooks, "add", "--all")
    git(hooks, "commit", "--quiet", "--message", "hooks")
    text = blocks_of("ci.md", "yaml", "pre-commit and prek")[0]
    config = yaml.safe_load(text)
    (repository,) = config["repos"]
    repository |= {"repo": str(hooks), "rev": git(hooks, "rev-parse", "HEAD")}
    project.git("switch", "--quiet", "main")
    project.with_file(".pre-commit-config.yaml", yaml.safe_dump(config)).commit("chore: hooks")
    project.git("switch", "--quiet", "-")
    project.git("rebase", "--quiet", "main")
    return project


def with_remote(project: Project) -> Project:
    """The project with an empty bare repository to push to, in which `main` was pushed."""
    git(project.root.parent, "init", "--quiet", "--bare", "origin.git")
    project.git("remote", "add", "origin", str(project.root.parent / "origin.git"))
    project.git("push", "--quiet", "origin", "main")
    return project


def ran(project: Project, *command: str) -> tuple[int, str]:
    """Exit code and screen of a program of the project's environment."""
    home = {"PRE_COMMIT_HOME": str(project.root.parent / "pc"), "PREK_HOME": str(project.root.parent / "prek")}
    done = subprocess.run(
        command,
        cwd=project.root,
        env=runner_environment() | home,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode, done.stdout


def tool(name: str) -> str:
    """The path of a program that is installed beside pytest."""
    return str(Path(sys.executable).with_name(name))


def test_each_hook_has_its_stage_and_runs_once() -> None:
    """In the environment of the project, where the plugin is, whatever files changed."""
    hooks = {hook["id"]: hook for hook in read_yaml(HOOKS)}

    assert {name: hook["stages"] for name, hook in hooks.items()} == {
        "tddgate-verify": ["pre-commit"],
        "tddgate-audit": ["pre-push"],
    }
    assert [(hook["language"], hook["pass_filenames"], hook["always_run"]) for hook in hooks.values()] == [
        ("system", False, True)
    ] * 2


def test_the_file_is_valid() -> None:
    """As pre-commit itself sees it."""
    done = subprocess.run([tool("pre-commit"), "validate-manifest", HOOKS], cwd=ROOT, check=False)

    assert done.returncode == ExitCode.PASSED


@pytest.mark.parametrize("program", ["pre-commit", "prek"])
def test_a_commit_that_breaks_a_contract_is_held_back(branch: Project, program: str) -> None:
    """By the hook that `git commit` runs; what keeps the contracts goes through."""
    project = configured(branch)
    ran(project, tool(program), "install")

    kept = ran(project, "git", "commit", "--allow-empty", "--message", "docs: nothing")
    project.replace(*BROKEN)
    broken = ran(project, "git", "commit", "--all", "--message", "test: tidy")

    assert (kept[0], broken[0]) == (0, 1), kept[1] + broken[1]
    assert "broken[contract-touched]" in broken[1]


@pytest.mark.parametrize("program", ["pre-commit", "prek"])
def test_a_push_is_audited(branch: Project, program: str) -> None:
    """An honest branch is pushed, and one that gave its contract up is not."""
    project = with_remote(configured(branch))
    ran(project, tool(program), "install", "--hook-type", "pre-push")

    honest = ran(project, "git", "push", "origin", "HEAD")
    project.replace(*BROKEN).commit("test: tidy")
    broken = ran(project, "git", "push", "origin", "HEAD")

    assert (honest[0], broken[0]) == (0, 1), honest[1] + broken[1]
    assert "refused[contract-touched]" in broken[1]


def test_a_lock_runs_the_hooks(branch: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commit that a gate makes is one like any other."""
    project = configured(branch)
    monkeypatch.setenv("PATH", runner_environment()["PATH"])
    monkeypatch.setenv("PRE_COMMIT_HOME", str(project.root.parent / "pc"))
    ran(project, tool("pre-commit"), "install")

    project.with_red_test("tax").lock("tax")

    assert project.git("log", "-1", "--format=%s") == "test: add failing tests for tax (TDD Gate 3)"
