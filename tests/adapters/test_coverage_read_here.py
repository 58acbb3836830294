"""Where coverage's settings name no plugin, its data are read without a process of their own."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.coverage import CoverageFacts, read_coverage

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = "def half(n):\n    return n / 2\n\n\ndef twice(n):\n    return n * 2\n\n\nhalf(2)\n"
PLUGIN = "import coverage\n\n\ndef coverage_init(reg, options):\n    reg.add_configurer(coverage.CoveragePlugin())\n"


@pytest.fixture
def measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a measured module and its data; it is the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.py").write_text(SOURCE, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "coverage", "run", "--data-file=data", "shop.py"], cwd=tmp_path, check=True)
    return tmp_path


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The command lines of the processes that are started from here on."""
    commands: list[list[str]] = []
    run = subprocess.run

    def noted(command: list[str], **sides: object) -> object:
        commands.append(command)
        return run(command, **sides)  # type: ignore[call-overload]  # whatever the caller says

    monkeypatch.setattr(subprocess, "run", noted)
    return commands


def facts(folder: Path, directory: Path | None = None) -> CoverageFacts:
    """What is read of the module, with one pragma that is thought away."""
    path = str((folder / "shop.py").resolve())
    return read_coverage(str(folder / "data"), str(directory or folder), [path], {path: {6: 0}})


def test_no_process_is_started(measured: Path, started: list[list[str]]) -> None:
    """To start one takes as long as everything that it is asked."""
    found = facts(measured)

    path = str((measured / "shop.py").resolve())
    assert started == []
    assert found.files[path].missing == {6}
    assert (found.total, found.covered, found.counted) == (80.0, 4, 5)


@pytest.mark.tdd_pins("what must stay as it is")
def test_a_plugin_of_coverage_is_loaded_by_a_process_of_its_own(measured: Path, started: list[list[str]]) -> None:
    """It is code of the project, which must not run where the verdict is made."""
    (measured / "their_plugin.py").write_text(PLUGIN, encoding="utf-8")
    (measured / ".coveragerc").write_text("[run]\nplugins = their_plugin\n", encoding="utf-8")

    facts(measured)

    assert len(started) == 1
    assert "their_plugin" not in sys.modules


def test_settings_of_another_folder_are_read_there(measured: Path, started: list[list[str]], tmp_path: Path) -> None:
    """Coverage looks for them in its working directory, which is not changed under everybody's feet."""
    other = tmp_path / "other"
    other.mkdir()

    assert facts(measured, other) == facts(measured)
    assert len(started) == 1


def test_what_is_no_data_is_a_problem_and_no_traceback(measured: Path, started: list[list[str]]) -> None:
    """A run can write anything."""
    (measured / "data").write_bytes(b"no database")

    found = facts(measured)

    assert started == []
    assert found.total is None
    assert "not a database" in found.problem


def test_settings_that_coverage_refuses_are_a_problem(measured: Path) -> None:
    """The words are coverage's own."""
    (measured / ".coveragerc").write_text("[run]\nno_such_setting\n", encoding="utf-8")

    assert ".coveragerc" in facts(measured).problem


@pytest.mark.tdd_pins("what must stay as it is")
def test_nothing_is_said_on_the_screen(measured: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Coverage warns of what it does not know, and nobody asked here."""
    (measured / ".coveragerc").write_text("[run]\nsource = nowhere\nnonsense = 1\n", encoding="utf-8")

    assert facts(measured).total is not None
    assert capfd.readouterr() == ("", "")
