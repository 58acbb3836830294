"""A hook that ends without a word: Codex takes the exit code 2 for a denial only where there is a reason beside it."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.agents.setup import hooks_of

if TYPE_CHECKING:
    from pathlib import Path


def codex(folder: Path, program: str) -> tuple[int, str]:
    """Exit code and standard error of the command that Codex runs, where `tddgate` is this program."""
    (entry,) = hooks_of("codex")[1]["hooks"]["PreToolUse"]
    (folder / "tddgate").write_text(f"#!/bin/sh\n{program}\n")
    (folder / "tddgate").chmod(0o755)
    command = ["sh", "-c", entry["hooks"][0]["command"]]
    environment = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    lines = [line for line in done.stderr.splitlines() if not line.startswith("fatal: not a git")]
    return done.returncode, "\n".join(lines)


@pytest.mark.parametrize("program", ["exit 1", "kill -9 $$", "exit 127"])
def test_a_hook_that_breaks_off_denies_with_a_reason(tmp_path: Path, program: str) -> None:
    """Killed for want of memory, say; the shell's own words on it are not the same everywhere."""
    code, error = codex(tmp_path, program)

    assert code == 2
    assert "tddgate hook broke off" in error


@pytest.mark.tdd_pins("an answer that the hook gives itself stays as it is")
@pytest.mark.parametrize(("program", "expected"), [("exit 0", (0, "")), ("echo why >&2; exit 2", (2, "why"))])
def test_the_hooks_own_answer_stays_alone(tmp_path: Path, program: str, expected: tuple[int, str]) -> None:
    """The agent reads all that is there."""
    assert codex(tmp_path, program) == expected
