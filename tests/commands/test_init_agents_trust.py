"""`tddgate init --agents` says which agents run no hook before somebody has trusted it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project


@pytest.mark.parametrize(
    ("agents", "notes"),
    [
        ("codex", ["note: Codex runs the hook once you have trusted it: codex, then /hooks"]),
        ("copilot", ["note: Copilot runs the hook once you have trusted the folder; copilot -p: --trust-folder"]),
        ("claude-code,cursor", []),
    ],
)
def test_what_has_to_be_trusted_is_said_when_it_is_written(
    project: Project, tddgate: Tddgate, agents: str, notes: list[str]
) -> None:
    """An agent skips what it does not trust, and does not always say so."""
    project.with_file(".venv/bin/tddgate", "")

    said = tddgate(project, "init", "--agents", agents, "--write").out.splitlines()

    assert [line for line in said if line.startswith("note: ")] == notes
    assert said[-1].startswith("Next: commit them.")
