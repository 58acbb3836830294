"""Runs without a standard input, or whose output goes nowhere: as from cron, into `head`, or onto a full disk."""

from __future__ import annotations

import errno
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate import cli
from tests.project import git_environment

if TYPE_CHECKING:
    from tests.project import Project

FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")


def said(project: Project, redirection: str, *args: str) -> tuple[int, str]:
    """The exit code and everything that was said, of a run of pytest in a shell with this redirection."""
    command = ["sh", "-c", f'"$@" {redirection}', "sh", *project.command(*args)]
    ran = subprocess.run(
        command, cwd=project.root, env=git_environment(), capture_output=True, text=True, timeout=60, check=False
    )
    return ran.returncode, ran.stdout + ran.stderr


def test_a_run_without_standard_input_is_judged(project: Project) -> None:
    """The first pipe would take its number, and the runs beside it would lose the pipe."""
    locked = project.with_red_test().lock().implement()

    code, output = said(locked, "<&-", "-q", "--tdd-gate=green")

    assert (code, output.splitlines()[-1].partition(":")[0]) == (0, "passed"), output


def test_a_reader_that_is_gone_is_no_crash(project: Project) -> None:
    """As after `| head -1`: the run is cut short, nothing is committed, and there is no traceback of ours."""
    reader, writer = os.pipe()
    os.close(reader)
    command = project.with_red_test().command("--tdd-gate=lock", "--tdd-feature=discount")
    with os.fdopen(writer, "wb") as gone:
        ran = subprocess.run(
            command, cwd=project.root, env=git_environment(), stdout=gone, stderr=subprocess.PIPE, check=False
        )

    assert b"judge.py" not in ran.stderr
    assert project.git("log", "--format=%s") == "first commit"


@FULL
def test_a_full_disk_is_no_crash_of_the_judge(project: Project) -> None:
    """What the verdict was is not known to the user: the exit code is not 0, and standard error says why."""
    code, output = said(project, ">/dev/full", "-p", "no:terminal", "--tdd-gate=docs")

    assert "judge.py" not in output
    assert "No space left on device" in output
    assert code not in {0, 120}


@pytest.mark.parametrize("problem", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_a_full_disk_is_no_bug_of_a_command(
    problem: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The machine's problem is told as such, with the file."""

    def full(_words: object) -> int:
        raise OSError(problem, "No room", "/w/hook")

    monkeypatch.setattr(cli, "_code_of", full)

    assert cli.main(["init"]) == 11
    assert capsys.readouterr().err.startswith("undecided: /w/hook cannot be written: No room\n  why:  ")
