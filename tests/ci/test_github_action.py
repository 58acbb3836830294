"""The action's own steps, run by a shell in a checkout, with what started the workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.domain.exit_code import ExitCode
from tests.ci.pipelines import ZEROS, run_action

if TYPE_CHECKING:
    from tests.project import Project

pytestmark = pytest.mark.tdd_pins("what a pipeline does is no product code")

STATIC = {"mode": "static"}
REPOSITORY = {"default_branch": "main"}


def pull_request(project: Project, base: str = "origin/main") -> dict[str, Any]:
    """The event of pull request 7, which comes from a fork."""
    sides = {"base": {"ref": "main", "sha": project.git("rev-parse", base)}, "head": {"repo": {"fork": True}}}
    return {"pull_request": {"number": 7, **sides}, "repository": REPOSITORY}


def push(project: Project, ref: str, before: str) -> dict[str, Any]:
    """The event of a push to `ref`; `before` is a revision, or zeros for a branch that is new."""
    old = before if before == ZEROS else project.git("rev-parse", before)
    return {"ref": ref, "before": old, "after": project.head, "repository": REPOSITORY}


def test_an_honest_pull_request_passes(runner: Project) -> None:
    """The whole audit, without a token."""
    run = run_action(runner, "pull_request", pull_request(runner), GITHUB_BASE_REF="main")

    assert run.exit_code == ExitCode.PASSED, run.log
    assert run.outputs == {
        "base": runner.git("rev-parse", "origin/main"),
        "head": runner.head,
        "verdict": "passed",
        "exit-code": "0",
    }
    assert "red     1 of 1 tests at the lock" in run.summary
    assert "1 new contract" in run.log


def test_a_refusal_fails_the_step_and_is_in_the_summary(runner: Project) -> None:
    """The exit code is the verdict's, and an annotation names it."""
    runner.replace("tests/test_discount.py", "== 90", "== 90.0").commit("test: tidy")

    run = run_action(runner, "pull_request", pull_request(runner), STATIC)

    assert run.exit_code == ExitCode.REFUSED, run.log
    assert run.outputs["verdict"] == "refused"
    assert "refused[contract-touched]" in run.summary
    assert "::error title=tddgate::" in run.log


def test_a_merge_group_is_compared_with_its_own_base(runner: Project) -> None:
    """In a queue that is not always the tip of main: it is what the group was put on."""
    base = runner.git("rev-parse", "origin/main")

    run = run_action(runner, "merge_group", {"merge_group": {"base_sha": base}, "repository": REPOSITORY}, STATIC)

    assert (run.exit_code, run.base) == (ExitCode.PASSED, base), run.log


def test_a_push_to_main_is_compared_with_what_main_was(runner: Project) -> None:
    """Only what the push brought is judged."""
    run = run_action(runner, "push", push(runner, "refs/heads/main", "HEAD~1"), STATIC)

    assert (run.exit_code, run.base) == (ExitCode.PASSED, runner.git("rev-parse", "HEAD~1")), run.log


@pytest.mark.parametrize("before", [ZEROS, "origin/feature/discount~1"], ids=["new", "pushed-before"])
def test_a_push_of_a_branch_is_compared_with_the_default_branch(runner: Project, before: str) -> None:
    """A lock that was pushed earlier belongs to the branch all the same."""
    runner.git("checkout", "--quiet", "--detach", "origin/feature/discount")

    run = run_action(runner, "push", push(runner, "refs/heads/feature/discount", before), STATIC)

    assert (run.exit_code, run.base) == (ExitCode.PASSED, runner.git("rev-parse", "origin/main")), run.log
    assert "1 new contract" in run.log


def test_a_push_that_brings_no_commit_has_nothing_to_judge(runner: Project) -> None:
    """A new branch at the tip of main: the step passes, and claims no verdict."""
    runner.git("checkout", "--quiet", "--detach", "origin/main")

    run = run_action(runner, "push", push(runner, "refs/heads/idea", ZEROS))

    assert (run.exit_code, run.outputs["verdict"]) == (ExitCode.PASSED, ""), run.log
    assert "::notice title=tddgate::" in run.log


@pytest.mark.parametrize(
    ("ref", "before"),
    [("refs/heads/main", ZEROS), ("refs/heads/main", "1" * 40)],
    ids=["first-push", "forced-push"],
)
def test_a_push_without_a_base_is_undecided(runner: Project, ref: str, before: str) -> None:
    """What cannot be compared has not passed; the message says how to name a base."""
    event = {"ref": ref, "before": before, "after": runner.head, "repository": REPOSITORY}

    run = run_action(runner, "push", event, STATIC)

    assert (run.exit_code, run.outputs["verdict"]) == (ExitCode.UNDECIDED, "undecided"), run.log
    assert "`base`" in run.log


def test_main_moved_on_since_the_event(runner: Project) -> None:
    """The event of an old branch names an old commit of main; what main has since is not the branch's."""
    old = runner.git("rev-parse", "origin/main")
    runner.git("checkout", "--quiet", "--detach", "origin/main")
    runner.with_file("README.md", "A shop.").commit("docs: readme")
    runner.git("update-ref", "refs/remotes/origin/main", "HEAD")
    runner.git("merge", "--quiet", "--no-edit", "origin/feature/discount")

    run = run_action(runner, "pull_request", pull_request(runner, old), STATIC)

    assert (run.exit_code, run.base) == (ExitCode.PASSED, runner.git("rev-parse", "origin/main")), run.log


def test_the_run_of_a_pull_request_that_was_merged_since(runner: Project) -> None:
    """It can be started again: its base is then the one that it had."""
    old = runner.git("rev-parse", "origin/main")
    runner.git("update-ref", "refs/remotes/origin/main", "HEAD")

    run = run_action(runner, "pull_request", pull_request(runner, old), STATIC)

    assert (run.exit_code, run.base) == (ExitCode.PASSED, old), run.log


@pytest.mark.parametrize("depth", [1, 2])
def test_a_shallow_checkout_is_told_what_to_set(shallow: Project, runner_main: str, depth: int) -> None:
    """With two commits the base is there, and the commits of the branch are not."""
    shallow.git("fetch", "--quiet", f"--depth={depth}", "origin", "refs/pull/7/merge")
    event = {"pull_request": {"base": {"ref": "main", "sha": runner_main}}, "repository": REPOSITORY}

    run = run_action(shallow, "pull_request", event, STATIC)

    assert (run.exit_code, run.outputs["verdict"]) == (ExitCode.UNDECIDED, "undecided"), run.log
    assert "fetch-depth: 0" in run.log
    assert "fetch-depth: 0" in run.summary


@pytest.fixture
def runner_main(shallow: Project) -> str:
    """The tip of main, which a shallow checkout has not."""
    return shallow.git("ls-remote", "origin", "refs/heads/main").split()[0]


def test_a_shallow_checkout_that_holds_the_whole_range_is_enough(shallow: Project, runner_main: str) -> None:
    """A repository with a long history need not be fetched whole."""
    shallow.git("fetch", "--quiet", "--depth=4", "origin", "refs/pull/7/merge")
    event = {"pull_request": {"base": {"ref": "main", "sha": runner_main}}, "repository": REPOSITORY}

    run = run_action(shallow, "pull_request", event, STATIC)

    assert run.exit_code == ExitCode.PASSED, run.log


def test_an_input_names_another_base(runner: Project) -> None:
    """For events that have none, and for branches that go on for long."""
    run = run_action(runner, "workflow_dispatch", {}, {**STATIC, "base": "origin/main~0"})

    assert (run.exit_code, run.base) == (ExitCode.PASSED, runner.git("rev-parse", "origin/main")), run.log


def test_an_event_without_a_base_takes_the_default_branch(runner: Project) -> None:
    """A run that was started by hand on a branch."""
    run = run_action(runner, "workflow_dispatch", {"repository": REPOSITORY}, STATIC)

    assert (run.exit_code, run.base) == (ExitCode.PASSED, runner.git("rev-parse", "origin/main")), run.log


def test_pull_request_target_is_declined(runner: Project) -> None:
    """It would run the code of a fork with the secrets of the repository."""
    run = run_action(runner, "pull_request_target", pull_request(runner), STATIC)

    assert run.exit_code == ExitCode.USAGE, run.log
    assert "pull_request_target" in run.log


def test_the_settings_of_pytest_and_the_environment_have_no_say(runner: Project) -> None:
    """An earlier step can set variables for this one, and that step may have run code of the change."""
    settings = runner.text("pyproject.toml").replace(
        "[tool.pytest.ini_options]", '[tool.pytest.ini_options]\naddopts = "--version"'
    )
    runner.with_file("pyproject.toml", settings)
    runner.with_file("pytest.py", "raise SystemExit(0)\n").with_file("json.py", "raise SystemExit(0)\n")
    variables = {"PYTEST_ADDOPTS": "--version", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(runner.root)}

    run = run_action(runner, "pull_request", pull_request(runner), STATIC, **variables)

    assert "passed: the records hold" in run.log


def test_what_the_audit_prints_commands_no_runner(runner: Project) -> None:
    """A name of the change that looks like a command of the log is text."""
    runner.with_file("tests/test_::add-mask::x.py", "def test_x():\n    assert True\n").commit("test: x")

    log = run_action(runner, "pull_request", pull_request(runner), STATIC).log

    stop = log.index("::stop-commands::")
    token = log[stop:].partition("\n")[0].removeprefix("::stop-commands::")
    assert len(token) >= 32
    assert log.index(f"::{token}::", stop + 20) > log.index("TDD gate: audit") > stop


def test_the_audit_has_the_options_of_the_input(runner: Project) -> None:
    """They are words for pytest, and no shell reads them."""
    run = run_action(runner, "pull_request", pull_request(runner), {**STATIC, "args": "-p 'no:$(touch x)'"})

    assert run.exit_code == ExitCode.PASSED, run.log
    assert not (runner.root / "x").exists()


def test_a_project_in_a_folder(runner: Project) -> None:
    """Its settings and its tests are found from there."""
    runner.git("checkout", "--quiet", "--detach", "origin/main")
    moved = runner.moved_into("services/shop").commit("refactor: a folder of its own")
    base = moved.head
    test = moved.with_file("services/shop/tests/test_more.py", "def test_more():\n    assert True\n").commit(
        "test: more"
    )

    run = run_action(test, "pull_request", pull_request(test, base), {**STATIC, "working-directory": "services/shop"})

    assert run.exit_code == ExitCode.PASSED, run.log


def test_a_refusal_is_shown_beside_its_line_and_as_a_table(runner: Project) -> None:
    """The annotations come when the runner takes commands again."""
    runner.replace("tests/test_discount.py", "== 90", "== 90.0").commit("test: tidy")

    run = run_action(runner, "pull_request", pull_request(runner), STATIC)

    token = run.log.partition("::stop-commands::")[2].partition("\n")[0]
    assert run.summary.startswith("### TDD gate: audit: refused\n")
    assert run.summary.count("### TDD gate") == 1
    assert "| contract-touched | " in run.summary
    assert run.log.index("\n::error file=tests/test_discount.py,") > run.log.index(f"\n::{token}::")
