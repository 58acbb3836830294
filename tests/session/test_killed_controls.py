"""A control whose process is killed leaves nothing behind: its folder is in one that the judge removes."""

from __future__ import annotations

import sys
import tempfile
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.runs.runner import ProcessRunner

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed by a signal")

KILLED = """\
import os
import pathlib
import signal
import tempfile


def test_it_is_killed():
    assert [*pathlib.Path(tempfile.gettempdir()).rglob("sitecustomize.py")], "nothing to leave behind"
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_folder_of_other_sources_goes_with_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else would remove it: the process that made it is gone."""
    project, scratch = tmp_path / "project", tmp_path / "scratch"
    project.mkdir()
    scratch.mkdir()
    (project / "test_killed.py").write_text(KILLED, encoding="utf-8")
    (project / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    runner = ProcessRunner(["--tdd-gate=green", "-p", "no:cacheprovider"], str(project), str(project), 30)

    seen = runner.run(Role.CONTROL, extra={"reverted": {str(project / "shop.py"): "TAX = 1\n"}})

    assert seen.last_started.endswith("test_it_is_killed")
    assert [each.name for each in scratch.iterdir()] == []
