"""`tddgate demo`, which also stands for an installation on a fresh machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pytest_tddgate.cli import main

COMMAND = [sys.executable, "-c", "from pytest_tddgate.cli import main; raise SystemExit(main())", "demo"]


@pytest.mark.slow
def test_the_demo_goes_through_the_gates_and_refuses_the_cheat(tmp_path: Path) -> None:
    """In a folder with a space, for a user whom git does not know, each step ends as it should."""
    folder = tmp_path / "a shop"
    home = {"HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1", "PATH": os.environ["PATH"]}

    done = subprocess.run([*COMMAND, str(folder)], env=home, cwd=tmp_path, check=False, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr
    verdicts = [line.split(":")[0] for line in done.stdout.splitlines() if line.startswith(("passed:", "refused:"))]
    assert verdicts == ["passed", "passed", "refused", "passed"]
    assert "refused[contract-touched]: tests/test_discount.py is not what was locked" in done.stdout
    assert "(exit code 10, as it should be)" in done.stdout
    assert f"The project is in {folder}" in done.stdout
    assert (folder / ".tddgate/contracts/discount.json").is_file()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The demo never writes over a project."""
    (tmp_path / "mine.py").write_text("")

    assert main(["demo", str(tmp_path)]) == 4

    assert "is not an empty folder" in capsys.readouterr().err
    assert [path.name for path in Path(tmp_path).iterdir()] == ["mine.py"]


def test_a_step_that_ends_otherwise_than_expected_ends_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Exit status 0 means that every step was as it should be."""
    monkeypatch.setattr("pytest_tddgate.commands.demo._SET_UP", ("git no-such-command",))

    assert main(["demo", str(tmp_path / "shop")]) == 3

    out = capfd.readouterr().out
    assert "This ended with exit code 1, and 0 was expected." in out
    assert "verify-fail" not in out
