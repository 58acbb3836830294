"""Ctrl-C before the first test has started, and while the judge is at work: exit code 2, and nothing else is said."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.project import Project, git_environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SLOW = """#!/bin/sh
case "$*" in *{asked}*) touch "{mark}"; sleep 0.4;; esac
exec {git} "$@"
"""
JUDGE = """#!{python}
import os, signal, sys, time
print("held back:", signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []), flush=True)
def end(*_):
    time.sleep(0.6)
    print("the report is whole", flush=True)
    os._exit(2)
signal.signal(signal.SIGINT, end)
signal.pthread_sigmask(signal.SIG_SETMASK, [])
open({mark!r}, "w").close()
time.sleep({seconds})
"""
STARTED = """
import sys
sys.executable, sys.argv = {judge!r}, [{name!r}, "--tdd-gate=audit"]
import pytest
sys.exit(pytest.main(sys.argv[1:]))
"""


def until(holds: Callable[[], object]) -> None:
    """Wait for it; fail when it takes too long."""
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def interrupted(command: list[str], mark: Path, environment: dict[str, str], directory: Path) -> tuple[int, str]:
    """Exit code and output of a command that gets Ctrl-C, with all that it has started, when the mark is there."""
    group = subprocess.Popen(
        command,
        cwd=directory,
        env=environment,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    until(mark.exists)
    os.killpg(group.pid, signal.SIGINT)
    output, _ = group.communicate(timeout=60)
    return group.returncode, output


@pytest.mark.parametrize("asked", ["--show-toplevel", "diff-index"])
def test_ctrl_c_while_the_judge_prepares_is_an_interrupt(asked: str, branch: Project, tmp_path: Path) -> None:
    """Whichever process it meets, and whatever that one was asked."""
    git, mark = tmp_path / "bin" / "git", tmp_path / "mark"
    git.parent.mkdir()
    git.write_text(SLOW.format(asked=asked, mark=mark, git=shutil.which("git")), encoding="utf-8")
    git.chmod(0o755)
    environment = git_environment()
    environment["PATH"] = f"{git.parent}{os.pathsep}{environment['PATH']}"

    code, output = interrupted(branch.command("--tdd-gate=green"), mark, environment, branch.root)

    assert (code, "Traceback" in output, "passed" in output) == (2, False, False), output


def test_an_interrupted_gate_commits_nothing(project: Project) -> None:
    """Not even where the run that it watches went on to its end."""
    pressing = "import os, signal\n\n\ndef test_cart():\n    os.kill(os.getppid(), signal.SIGINT)\n"
    before = project.with_file("tests/test_pressing.py", pressing).commit().head

    ran = project.with_red_test().run("--tdd-gate=lock", "--tdd-feature=discount")

    assert (ran.exit_code, project.head == before) == (2, True), ran.output


def judged_by(tmp_path: Path, name: str, seconds: float) -> tuple[list[str], Path]:
    """A command that starts a judge which is a program of ours, and the file that tells that it has started."""
    judge, mark = tmp_path / "judge", tmp_path / "mark"
    judge.write_text(JUDGE.format(python=sys.executable, mark=str(mark), seconds=seconds), encoding="utf-8")
    judge.chmod(0o755)
    return [sys.executable, "-c", STARTED.format(judge=str(judge), name=name)], mark


@pytest.mark.parametrize("name", ["pytest", "another program"])
def test_ctrl_c_is_held_back_until_a_judge_can_take_it(name: str, tmp_path: Path) -> None:
    """An interpreter that starts would end with a traceback of its own; in place of this process or beside it."""
    command, _ = judged_by(tmp_path, name, 0)

    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True, env=git_environment())

    assert (done.returncode, done.stdout) == (0, "held back: True\n"), done.stderr


def test_a_judge_that_was_spawned_ends_its_report(tmp_path: Path) -> None:
    """However long that takes it after Ctrl-C: who has started it waits, and ends as it does."""
    command, mark = judged_by(tmp_path, "another program", 30)

    code, output = interrupted(command, mark, git_environment(), tmp_path)

    assert (code, output.splitlines()[-1]) == (2, "the report is whole"), output


def test_a_program_that_calls_pytest_can_be_interrupted_afterwards(tmp_path: Path) -> None:
    """Ctrl-C that was for the judge is over; the next one is for the program."""
    command, mark = judged_by(tmp_path, "another program", 30)
    command[-1] = command[-1].replace("sys.exit(pytest", "pytest").replace("(sys.argv[1:]))", "(sys.argv[1:])")
    calling = command[-1].rstrip().splitlines()
    again = ["try:", f"    {calling[-1]}", "except SystemExit as left:", "    print('left with', left.code)"]
    again += ["import os, signal", "try:", "    os.kill(os.getpid(), signal.SIGINT)", "    print('ignored')"]
    again += ["except KeyboardInterrupt:", "    print('interrupted')"]
    command[-1] = "\n".join([*calling[:-1], *again])

    code, output = interrupted(command, mark, git_environment(), tmp_path)

    assert (code, output.splitlines()[1:]) == (0, ["the report is whole", "left with 2", "interrupted"]), output
