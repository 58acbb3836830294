"""`tddgate init --agents NAMES --remove` where a file for hooks was there, and empty."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project


@pytest.mark.parametrize("before", ["", "{}\n"], ids=["no-text", "no-entry"])
@pytest.mark.parametrize("path", [".codex/hooks.json", ".claude/settings.json"])
def test_a_file_that_was_there_stays(project: Project, tddgate: Tddgate, path: str, before: str) -> None:
    """It is somebody else's; that it holds nothing is their business."""
    agent = "codex" if "codex" in path else "claude-code"
    project.with_file(path, before)

    codes = [tddgate(project, "init", "--agents", agent, step).code for step in ("--write", "--remove")]

    assert codes == [0, 0]
    assert json.loads(project.text(path)) == {}
