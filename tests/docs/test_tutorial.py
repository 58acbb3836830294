"""The tutorial is run as it stands: its files are written, its commands run, its output compared."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import git_environment

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial.md"
TOKEN = re.compile(
    r"^`(?P<file>[^`]+)`:\n\n```\w+\n(?P<text>.*?)^```$"
    r"|^```console\n(?P<console>.*?)^```$"
    r"|Change `(?P<old>[^`]+)` to `(?P<new>[^`]+)` in `(?P<edited>[^`]+)`",
    re.MULTILINE | re.DOTALL,
)
PROGRAMS = {
    "pytest": [sys.executable, "-m", "pytest"],
    "tddgate": [sys.executable, "-c", "from pytest_tddgate.cli import main; raise SystemExit(main())"],
    "git": ["git"],
}
PREPARED = ("mkdir ", "cd ", "python3 -m venv", ". .venv", "pip install")  # what the test has done already
NAMES = re.compile(r"\b[0-9a-f]{10}\b")


def commands(console: str) -> list[tuple[str, list[str]]]:
    """Each command line with the lines of output that are shown below it."""
    found: list[tuple[str, list[str]]] = []
    for line in console.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def run(command: str, folder: Path) -> str:
    """What the command printed; commits and digests have no name of their own."""
    program, *args = shlex.split(command)
    if program == "rm":
        (folder / args[0]).unlink()
        return ""
    done = subprocess.run(
        [*PROGRAMS[program], *args],
        cwd=folder,
        env=git_environment(),
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return NAMES.sub("<name>", done.stdout)


def follow(step: re.Match[str], folder: Path) -> list[str]:
    """Do what one step of the tutorial says; the lines of output that it shows and that did not come."""
    if step["file"]:
        path = folder / step["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(step["text"])
    elif step["edited"]:
        path = folder / step["edited"]
        assert step["old"] in path.read_text()
        path.write_text(path.read_text().replace(step["old"], step["new"]))
    else:
        own = [each for each in commands(step["console"]) if not each[0].startswith(PREPARED)]
        seen = [(shown, run(command, folder)) for command, shown in own]
        return [line for shown, out in seen for line in shown if NAMES.sub("<name>", line) not in out.splitlines()]
    return []


@pytest.mark.slow
def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    """A newcomer who types what stands there sees what stands there."""
    steps = list(TOKEN.finditer(TUTORIAL.read_text(encoding="utf-8")))

    missing = [line for step in steps for line in follow(step, tmp_path)]

    assert missing == []


def test_the_tutorial_holds_nothing_that_is_not_run() -> None:
    """A block that no step matches would be a block that nobody tests."""
    text = TUTORIAL.read_text(encoding="utf-8")

    blocks = text.count("\n```") // 2

    assert blocks == sum(step["edited"] is None for step in TOKEN.finditer(text))
