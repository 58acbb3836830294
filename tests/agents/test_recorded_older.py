"""What a Claude Code of 2025 (1.0.80) sent, recorded as the newer ones: it had MultiEdit, and named fewer facts."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.commands.hook import answer
from tests.project import Project

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.tdd_pins("an older version was understood before, too")

FOLDER = "/home/dev/shop"
SENT = {
    "session_id": "00000001-0000-4000-8000-000000000001",
    "transcript_path": "/home/dev/.claude/projects/-home-dev-shop/00000001-0000-4000-8000-000000000001.jsonl",
    "cwd": FOLDER,
}
EDITS = [{"old_string": "== 90", "new_string": ">= 0"}]
MULTI_EDIT = {
    **SENT,
    "hook_event_name": "PreToolUse",
    "tool_name": "MultiEdit",
    "tool_input": {"file_path": f"{FOLDER}/tests/test_discount.py", "edits": EDITS},
}
STOP = {**SENT, "hook_event_name": "Stop", "stop_hook_active": False}


@pytest.fixture
def broken(project_template: Path, tmp_path: Path) -> Project:
    """A project whose contract is broken."""
    project = Project.copied(project_template, tmp_path / "my shop").with_red_test().lock()
    return project.replace("tests/test_discount.py", "== 90", ">= 0")


@pytest.mark.parametrize(
    ("payload", "expected"), [(MULTI_EDIT, "is locked by the contract"), (STOP, "the contract discount is broken")]
)
def test_an_older_claude_code_is_answered_as_the_newer_ones(
    broken: Project,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    payload: dict[str, Any],
    expected: str,
) -> None:
    """Several edits in one are one edit of their file."""
    sent = json.dumps(payload).replace(FOLDER, str(broken.root))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(sent.encode())))

    assert answer("claude-code") == 0
    assert expected in capsys.readouterr().out
