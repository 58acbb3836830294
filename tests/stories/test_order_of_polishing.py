"""The commands that polish a new test file leave nothing to polish, because the formatter comes last."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.project import git_environment

if TYPE_CHECKING:
    from tests.project import Project

TEST = "tests/test_discount.py"
UNUSED = (
    "import os\n\n\ndef test_discount():\n    from shop.discount import discount\n\n    assert discount(100) == 90\n"
)


def test_nothing_is_left_after_the_commands_of_the_finding(project: Project) -> None:
    """An import that ruff removes leaves blank lines at the top."""
    linted = project.with_file("ruff.toml", '[lint]\nselect = ["F"]\n').commit()
    step = f"ruff check --fix {TEST} && ruff format {TEST}"

    ran = linted.with_file(TEST, UNUSED).gate("verify-fail", "--tdd-report=json:gate.json", verdict="passed")
    for each in step.split(" && "):
        command = [sys.executable, "-m", *each.split()]
        subprocess.run(command, cwd=linted.root, env=git_environment(), check=True, capture_output=True)

    assert f'"{step}"' in ran.text("gate.json")
    assert linted.text(TEST).startswith("def test_discount")
