"""Plain git hooks, as `tddgate init --hooks --write` makes them, run by git."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.commands.hook_files import STAGES, hook_text
from tests.ci.pipelines import runner_environment, write_hooks
from tests.project import Project, git

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.tdd_pins("what a pipeline does is no product code")

BROKEN = ("tests/test_discount.py", "== 90", "== 90.0")


@pytest.fixture
def remote(branch: Project, tmp_path: Path) -> Project:
    """The project with the branch, and a bare repository that has its `main`."""
    git(tmp_path, "init", "--quiet", "--bare", "origin.git")
    branch.git("remote", "add", "origin", str(tmp_path / "origin.git"))
    branch.git("push", "--quiet", "origin", "main")
    return branch


def ran(project: Project, *args: str) -> tuple[bool, str]:
    """Whether git did it, and what it and the hooks said."""
    done = subprocess.run(
        ["git", *args],
        cwd=project.root,
        env=runner_environment(),
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode == 0, done.stdout


def test_a_hook_names_its_interpreter_and_how_to_get_rid_of_it() -> None:
    """It is found where no environment is active, and whoever meets it knows what it is."""
    text = hook_text("pre-push", python="/some where/python", directory="")

    assert text.startswith("#!/bin/sh\n")
    assert "'/some where/python'" in text
    assert "tddgate init --hooks --remove" in text
    assert STAGES == ("pre-commit", "pre-push")


def test_a_commit_that_keeps_the_contracts_says_nothing(branch: Project) -> None:
    """A hook that talks each time is switched off."""
    written = write_hooks(branch)

    assert written[0] == 0, written[1]
    assert ran(branch, "commit", "--quiet", "--allow-empty", "--message", "docs: nothing") == (True, "")


def test_a_commit_that_breaks_a_contract_is_held_back(branch: Project) -> None:
    """With what is broken, and how to restore it."""
    written = write_hooks(branch)
    branch.replace(*BROKEN)

    is_done, screen = ran(branch, "commit", "--quiet", "--all", "--message", "test: tidy")

    assert written[0] == 0, written[1]
    assert not is_done
    assert "broken[contract-touched]" in screen


def test_the_commits_of_the_gates_go_through(branch: Project) -> None:
    """A lock and an amendment change what the hook looks at."""
    written = write_hooks(branch)

    branch.with_red_test("tax").lock("tax")
    branch.replace("tests/test_tax.py", "tax(100) == 90", "tax(200) == 180").amend("tax", "two hundred is usual")

    assert written[0] == 0, written[1]
    assert branch.git("log", "--format=%s", "-1") != "feat: discount"


def test_an_amendment_that_hides_something_is_held_back(branch: Project) -> None:
    """What the hook lets pass is an amendment that names all that changed."""
    written = write_hooks(branch)
    branch.replace(*BROKEN).amend("discount", "a float is more usual")
    branch.replace(".tddgate/contracts/discount.json", "a float is more usual", "no reason")

    is_done, screen = ran(branch, "commit", "--quiet", "--all", "--message", "test: tidy")

    assert written[0] == 0, written[1]
    assert not is_done
    assert "broken: 1 finding" in screen


def test_the_first_commit_of_a_repository(tmp_path: Path) -> None:
    """There is no contract yet that it could break."""
    git(tmp_path, "init", "--quiet")

    done = subprocess.run(
        [sys.executable, "-P", "-m", "pytest_tddgate.commands.hooks", "pre-commit"],
        cwd=tmp_path,
        env=runner_environment(),
        check=False,
    )

    assert (done.returncode, STAGES[0]) == (0, "pre-commit")


def test_a_push_of_an_honest_branch_goes_through(remote: Project) -> None:
    """The audit is the static one, so it takes a moment only."""
    written = write_hooks(remote)

    is_done, screen = ran(remote, "push", "origin", "HEAD")

    assert written[0] == 0, written[1]
    assert is_done, screen
    assert "passed: the records hold" in screen


def test_a_push_that_gives_a_contract_up_is_held_back(remote: Project) -> None:
    """Also when the commit went round its hook."""
    written = write_hooks(remote)
    remote.replace(*BROKEN).git("commit", "--quiet", "--no-verify", "--all", "--message", "test: tidy")

    is_done, screen = ran(remote, "push", "origin", "HEAD")

    assert written[0] == 0, written[1]
    assert not is_done
    assert "refused[contract-touched]" in screen


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (["main:main-too"], ""),
        (["main:refs/tags/v1"], ""),
        ([":main-too"], ""),
        (["feature/discount~1:refs/heads/half"], "not checked out"),
    ],
    ids=["nothing-new", "tag", "deletion", "another-commit"],
)
def test_a_push_that_the_audit_has_no_say_in(remote: Project, what: list[str], says: str) -> None:
    """It goes through, and what was left out is said."""
    remote.git("push", "--quiet", "origin", "main:main-too") if what[0].startswith(":") else None
    written = write_hooks(remote)

    is_done, screen = ran(remote, "push", "origin", *what)

    assert written[0] == 0, written[1]
    assert is_done, screen
    assert "TDD gate: audit" not in screen
    assert says in screen


def test_the_first_push_has_nothing_to_be_compared_with(project: Project, tmp_path: Path) -> None:
    """It goes through, and says so."""
    git(tmp_path, "init", "--quiet", "--bare", "origin.git")
    project.git("remote", "add", "origin", str(tmp_path / "origin.git"))
    written = write_hooks(project)

    is_done, screen = ran(project, "push", "origin", "main")

    assert written[0] == 0, written[1]
    assert is_done, screen
    assert "nothing to compare with" in screen


def test_a_hook_without_its_interpreter_fails_closed(branch: Project) -> None:
    """It says how to get rid of it."""
    written = write_hooks(branch)
    hook = branch.root / ".git/hooks/pre-commit"
    hook.write_text(hook_text("pre-commit", python="/nonexistent/python", directory=""), encoding="utf-8")

    done = subprocess.run(
        ["/bin/sh", hook], cwd=branch.root, env={"PATH": "/nonexistent"}, check=False, capture_output=True, text=True
    )

    assert written[0] == 0, written[1]
    assert done.returncode != 0
    assert "--hooks" in done.stderr


def test_the_hooks_of_a_project_in_a_folder(project: Project) -> None:
    """Its settings are found from there, wherever git starts the hook."""
    test = "services/shop/tests/test_discount.py"
    moved = project.moved_into("services/shop").commit("refactor: a folder of its own")
    moved.with_file(
        test, "from shop.discount import discount\n\n\ndef test_discount():\n    assert discount(100) == 90\n"
    )
    moved.lock("discount")
    written = write_hooks(moved, at="services/shop")
    moved.replace(test, "== 90", "== 90.0")

    is_done, screen = ran(moved, "commit", "--quiet", "--all", "--message", "test: tidy")

    assert written[0] == 0, written[1]
    assert not is_done
    assert "broken[contract-touched]" in screen
