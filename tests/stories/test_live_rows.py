"""A review on a terminal: while somebody is at work his row changes, and pytest's own output is as it was."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.project import git_environment

if TYPE_CHECKING:
    from pathlib import Path

    from tests.project import Project

REVIEWER = """
import json, sys, time
asked = json.load(sys.stdin)
time.sleep(4)
json.dump({"schema": asked["answer"], "findings": []}, sys.stdout)
"""


def on_a_terminal(project: Project, *command: str) -> str:
    """What a terminal of 100 columns is sent by a command."""
    ours, theirs = pty.openpty()
    environment = git_environment() | {"TERM": "xterm", "COLUMNS": "100", "LINES": "40"}
    with subprocess.Popen(command, cwd=project.root, env=environment, stdin=theirs, stdout=theirs, stderr=theirs):
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:
                break
            if not part:
                break
            shown += part
    os.close(ours)
    return shown.decode("utf-8", "replace")


def test_a_row_changes_while_a_reviewer_is_at_work(project: Project, tmp_path: Path) -> None:
    """After the tests, and before the report."""
    program = tmp_path / "ana.py"
    program.write_text(REVIEWER, encoding="utf-8")
    table = f'\n[[tool.tddgate.reviewers]]\nname = "ana"\ncommand = "{{python}} {program}"\n'
    project.with_file("pyproject.toml", project.text("pyproject.toml") + table).commit("settings")
    project.with_red_test().lock().implement().commit("feat: discount")

    shown = on_a_terminal(project, sys.executable, "-m", "pytest", "--tdd-gate=review")

    tests, rows = shown.index("2 passed"), shown.index("at work")
    report = shown.index("TDD gate: review")
    assert tests < rows < report
    assert shown.count("at work") > 2  # it was drawn again and again
    assert "ana       agrees" in shown[rows:report]
    assert "coverage  coverage 100 % in total" in shown[rows:report]
