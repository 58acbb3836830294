"""A command line that its tests start as a user does: in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

MEASURED = '[tool.coverage.run]\npatch = ["subprocess"]\n\n[tool.pytest'
COMMAND = (
    "import sys\n\n\ndef main(words):\n    print(*words)\n\n\nif __name__ == '__main__':\n    main(sys.argv[1:])\n"
)
COUNTING = """\
import sys


def main(words):
    if words[:1] == ["--count"]:
        print(len(words) - 1)
        return
    print(*words)


if __name__ == '__main__':
    main(sys.argv[1:])
"""
TEST = """\
import os
import subprocess
import sys


def run(*words):
    env = {**os.environ, "PYTHONPATH": "src"}
    return subprocess.run([sys.executable, "-m", "shop.words", *words], capture_output=True, text=True, env=env)


def test_it_counts():
    assert run("--count", "a", "b").stdout == "2\\n"
    assert run("--count", "a").stdout == "1\\n"
"""


@pytest.fixture
def counting(project: Project) -> Project:
    """Its test is locked, and its code is written."""
    project.replace("pyproject.toml", "[tool.pytest", "[tool.tddgate]\nmin-coverage = 0\n\n[tool.pytest")
    project.with_file("src/shop/words.py", COMMAND).commit()
    project.with_file("tests/test_words.py", TEST).lock("count")
    return project.with_file("src/shop/words.py", COUNTING)


def test_it_is_green(counting: Project) -> None:
    """Emptied, it is emptied for the process that the test starts, too."""
    counting.replace("pyproject.toml", "[tool.pytest", MEASURED)

    counting.gate("green", "--tdd-feature=count", verdict="passed")


def test_one_that_is_not_measured_is_told_how(counting: Project) -> None:
    """Coverage sees what runs in other processes when it is told to, and who reads this does not know that."""
    ran = counting.gate("green", "--tdd-feature=count", verdict="refused", rules=["low-diff-coverage"]).last

    assert 'patch = ["subprocess"] in [tool.coverage.run]' in ran.output
