"""`tddgate demo`: takes a sample project through the gates, with one refused attempt to cheat."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.commands.sample import CHEAT, FEATURE, HONEST, LAZY, PROJECT, SOURCE, TEST, TEST_PATH
from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

__all__ = ["run"]

_PYTHON_PROGRAMS = {
    "pytest": ["-m", "pytest"],
    "tddgate": ["-c", "from pytest_tddgate.cli import main; raise SystemExit(main())"],
}
_LEFT_OUT = ("GIT_", "PYTEST_", "COVERAGE_", "TDDGATE_")
_QUIET = ("git config", "git add", "git commit --quiet")
_SET_UP = (
    # `--template=`, the hooks path and the signing: global settings of this machine must not affect the demo.
    "git init --quiet --template=",
    "git config user.name Demo",
    "git config user.email demo@example.com",
    "git config commit.gpgsign false",
    "git config core.hooksPath .git/hooks",
    "git add .",
    "git commit --quiet --message 'A shop with prices'",
)


@dataclass(frozen=True, slots=True)
class _Step:
    """A sentence, edits (path -> text; those in `shown` are printed), and commands, the last with code `expected`."""

    says: str
    edits: dict[str, str]
    commands: tuple[str, ...]
    expected: int = ExitCode.PASSED
    shown: tuple[str, ...] = ()


def run(arguments: argparse.Namespace) -> int:
    """Go through the steps; returns 0 if each ended as expected, else 3."""
    folder = _folder(arguments.directory)
    surprises = 0
    for number, step in enumerate(_steps(), start=1):
        _say(f"\n## {number}. {step.says}")
        surprises += not _do(step, folder)
        if surprises and not arguments.keep_going:
            break
    _say(f"\nThe project is in {folder}, with its history. To go on there:")
    _say(f"$ cd {shlex.quote(str(folder))} && tddgate status")
    return ExitCode.INTERNAL if surprises else ExitCode.PASSED


def _steps() -> Iterator[_Step]:
    cheat = TEST.replace(*CHEAT)
    green = ("pytest --tdd-gate=green",)
    yield _Step("A small shop in a git repository, with one test.", PROJECT, _SET_UP)
    yield _Step(
        "Gate 1: tests for discounts of at most 50 %. There is no code for them yet.",
        {TEST_PATH: TEST},
        (),
        shown=(TEST_PATH,),
    )
    yield _Step("Gate 2: are the tests red for the right reason?", {}, ("pytest --tdd-gate=verify-fail",))
    lock = (f"pytest --tdd-gate=lock --tdd-feature={FEATURE}", "git show --stat --format=%B HEAD")
    yield _Step("Gate 3: lock them. The tests and their contract become one commit.", {}, lock)
    yield _Step(
        "A cheat: code without the limit, and the locked test edited to agree with it. Plain pytest would pass.",
        {SOURCE: LAZY, TEST_PATH: cheat},
        ("git diff", "pytest -q", *green),
        ExitCode.REFUSED,
        shown=(SOURCE,),
    )
    yield _Step("Undo the cheat.", {}, (f"git checkout -- {TEST_PATH}",))
    yield _Step("Gate 4: an honest implementation.", {SOURCE: HONEST}, green, shown=(SOURCE,))
    done = (f"git add {SOURCE}", "git commit --quiet --message 'Discounts of at most 50 %'", "tddgate status")
    yield _Step("Commit it, and see where the features stand.", {}, done)


def _folder(name: str | None) -> Path:
    """An empty folder, made if necessary; raises Unusable if it is not empty."""
    if name is None:
        return Path(tempfile.mkdtemp(prefix="tddgate-demo-")).resolve()
    folder = Path(name).resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Unusable(
            f"{folder} is not an empty folder",
            why="the demo writes a project and a repository into it",
            next_step="tddgate demo, which uses a temporary folder, or name a folder that does not exist yet",
        )
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _do(step: _Step, folder: Path) -> bool:
    """Do the step; whether the last command ended with the expected code and all others with 0."""
    for path, text in step.edits.items():
        full = folder / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_text(text, encoding="utf-8", newline="\n")
        if path in step.shown:
            _say(f"\n{path}:\n")
            _say("".join(f"    {line}".rstrip() + "\n" for line in text.splitlines()).rstrip("\n"))
    for command in step.commands:
        expected = step.expected if command == step.commands[-1] else ExitCode.PASSED
        gap = "" if command.startswith(_QUIET) and command != step.commands[0] else "\n"
        _say(f"{gap}$ {command}")
        code = _run(command, folder)
        if code != expected:
            _say(f"\nThis ended with exit code {code}, and {int(expected)} was expected.")
            return False
        if expected:
            _say(f"(exit code {code}, as it should be)")
    return True


def _run(command: str, folder: Path) -> int:
    """The exit code of a command line, run in the folder; pytest and tddgate are run by this Python."""
    program, *args = shlex.split(command)
    python = _PYTHON_PROGRAMS.get(program)
    line = [sys.executable, *python, *args] if python else ["git", "--no-pager", *args]
    try:
        return subprocess.run(line, cwd=folder, env=_environment(), check=False, stdin=subprocess.DEVNULL).returncode  # noqa: S603 - fixed command lines of our own
    except FileNotFoundError:
        raise Unusable(
            f"{line[0]} is not installed, or not on PATH",
            why="every gate compares with what was committed",
            next_step="install git 2.34 or newer",
        ) from None


def _environment() -> dict[str, str]:
    """The environment without variables that would change what git or pytest do."""
    return {name: value for name, value in os.environ.items() if not name.startswith(_LEFT_OUT)}


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - the demo's output
