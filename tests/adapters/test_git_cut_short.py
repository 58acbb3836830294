"""A git that was ended by a signal has said nothing: its silence is no answer."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.git import GitRepository, open_repository
from pytest_tddgate.adapters.git_process import GitError
from pytest_tddgate.errors import CannotDecide, Unusable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.project import Project

pytestmark = [
    pytest.mark.usefixtures("_environment"),
    pytest.mark.skipif(sys.platform == "win32", reason="git is played by a shell script"),
]

ASKED: dict[str, Callable[[GitRepository], object]] = {
    "head": lambda repository: repository.head(),
    "resolve": lambda repository: repository.resolve("nothing"),
    "branch": lambda repository: repository.branch(),
    "upstream": lambda repository: repository.upstream(),
    "merge-base": lambda repository: repository.merge_base("HEAD", "nothing"),
    "parent": lambda repository: repository.parent_of("HEAD"),
    "own work tree": lambda repository: repository.is_own_work_tree(),
    "obstacle": lambda repository: repository.obstacle(repository.top),
}


def playing(folder: Path, script: str) -> None:
    """Let this script be git from now on; `$GIT` in it is the real one."""
    program = folder / "bin" / "git"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f"#!/bin/sh\nGIT={shutil.which('git')}\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    os.environ["PATH"] = f"{program.parent}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.parametrize("asked", ASKED)
def test_a_git_that_was_killed_is_not_taken_for_a_no(asked: str, project: Project, tmp_path: Path) -> None:
    """There may be a commit, a parent, a common ancestor: nobody has looked."""
    repository = open_repository(str(project.root))
    playing(tmp_path, 'case "$*" in *for-each-ref*) exec "$GIT" "$@";; esac; kill -TERM $$')

    with pytest.raises(CannotDecide, match="git was ended by SIGTERM"):
        ASKED[asked](repository)


def test_what_git_does_not_know_is_no_missing_ancestor(project: Project) -> None:
    """Exit code 1 says that there is none, any other that git could not look."""
    repository = open_repository(str(project.root))

    with pytest.raises(GitError):
        repository.merge_base("1" * 40, "HEAD")


@pytest.mark.tdd_pins("the other side: these are answers")
def test_what_is_not_there_is_not_there(project: Project) -> None:
    """A first commit has no parent, and two histories share nothing."""
    repository = open_repository(str(project.root))
    other = project.git("commit-tree", "HEAD^{tree}", "-m", "another first commit")

    assert (repository.parent_of("HEAD"), repository.merge_base("HEAD", other)) == (None, None)
    assert (repository.upstream(project.head), repository.branch()) == (None, "main")


def test_settings_that_git_cannot_read_are_named(project: Project) -> None:
    """The folder is a repository all the same."""
    with (project.root / ".git" / "config").open("a", encoding="utf-8") as settings:
        settings.write("[broken\n")

    with pytest.raises(Unusable) as raised:
        open_repository(str(project.root))

    assert raised.value.what.startswith("git cannot read this repository: fatal: bad config line")


def test_ctrl_c_is_not_for_a_git_that_is_asked(project: Project, tmp_path: Path) -> None:
    """A terminal tells every process of its group: git would end, and its silence be taken for an answer."""
    playing(tmp_path, f'touch "{tmp_path}/asked"; sleep 0.7; exec "$GIT" "$@"')
    asking = (
        "import signal, sys; signal.signal(signal.SIGINT, lambda *_: None); "
        "from pytest_tddgate.adapters.git import open_repository; print(open_repository(sys.argv[1]).top)"
    )
    judge = subprocess.Popen(
        [sys.executable, "-c", asking, str(project.root)], stdout=subprocess.PIPE, start_new_session=True, text=True
    )
    while not (tmp_path / "asked").exists():
        time.sleep(0.02)

    os.killpg(judge.pid, signal.SIGINT)
    said, _ = judge.communicate(timeout=30)

    assert (judge.returncode, said.strip()) == (0, str(project.root))
