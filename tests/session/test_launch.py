"""How the judge is started."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest_tddgate
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.session.launch import judge_command
from pytest_tddgate.session.request import Request


def test_the_judge_runs_the_same_copy_of_the_package_as_the_plugin() -> None:
    """Another copy may be installed: an editable one, or that of another worktree."""
    command = judge_command(Request(gate=Gate.GREEN, directory="/", rootdir="/"))
    where = command[command.index("-c") + 1].replace(
        "sys.exit(main(sys.argv[1]))", "print(sys.modules['pytest_tddgate.session.judge.judge'].__file__)"
    )

    done = subprocess.run([sys.executable, "-I", "-c", where], check=True, capture_output=True, text=True)

    assert Path(done.stdout.strip()).is_relative_to(Path(pytest_tddgate.__file__).parent)
