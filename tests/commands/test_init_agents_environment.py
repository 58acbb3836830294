"""`tddgate init --agents` writes hooks that find the environment in which it runs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project

SETTINGS = ".claude/settings.json"
NOTE = "is denied everything"


@pytest.mark.parametrize("folder", ["venv", "tools/my env"])
def test_an_environment_of_another_name_is_found_too(
    project: Project, tddgate: Tddgate, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    """It lies in the repository, so everybody who makes it has it there."""
    monkeypatch.setattr(sys, "prefix", str(project.root / folder))

    answer = tddgate(project, "init", "--agents", "claude-code", "--write")

    assert f"--git-common-dir)/../{folder}/bin:" in project.text(SETTINGS)
    assert NOTE not in answer.out


def test_an_environment_elsewhere_is_for_path_to_find(
    project: Project, tddgate: Tddgate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its place is this machine's affair, and who reads the note need not find out by being denied."""
    monkeypatch.setattr(sys, "prefix", "/opt/tools")

    shown = tddgate(project, "init", "--agents", "claude-code")
    wrote = tddgate(project, "init", "--agents", "claude-code", "--write")

    assert NOTE in shown.out
    assert NOTE in wrote.out
    assert "/opt/tools" not in project.text(SETTINGS)
    assert "--git-common-dir)/../.venv/bin:" in project.text(SETTINGS)


@pytest.mark.tdd_pins("no note where there is nothing to note")
def test_who_has_the_usual_environment_reads_no_note(
    project: Project, tddgate: Tddgate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever `tddgate` wrote the files."""
    monkeypatch.setattr(sys, "prefix", "/opt/tools")
    project.with_file(".venv/bin/tddgate", "")

    assert NOTE not in tddgate(project, "init", "--agents", "claude-code", "--write").out


@pytest.mark.parametrize("name", ['a"b', "a$b", "a`b"])
def test_a_name_that_a_shell_would_read_is_not_written(
    project: Project, tddgate: Tddgate, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """It stands inside of quotes."""
    monkeypatch.setattr(sys, "prefix", str(project.root / name))

    assert NOTE in tddgate(project, "init", "--agents", "claude-code", "--write").out
    assert name not in project.text(SETTINGS)
