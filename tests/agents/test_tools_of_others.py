"""Tools that an agent gets from elsewhere, by MCP: known by what their names say that they do."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.commands.hook import answer
from pytest_tddgate.domain.reports.run_record import RunRecord, text_of
from tests.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Asked = Callable[[Path, str, dict[str, Any]], bool]

TEST = "tests/test_discount.py"


@pytest.fixture(scope="session")
def locked_root(project_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which the contract `discount` is locked; nothing here changes it."""
    project = Project.copied(project_template, tmp_path_factory.mktemp("others") / "my shop")
    return project.with_red_test().lock().root


@pytest.fixture
def is_denied(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Asked:
    """Whether the hook denies the use of a tool in a folder, and could say why."""

    def asked(root: Path, tool: str, given: dict[str, Any]) -> bool:
        payload = {"hook_event_name": "PreToolUse", "cwd": str(root), "tool_name": tool, "tool_input": given}
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(payload).encode())))
        code = answer("claude-code")
        said, error = capsys.readouterr()
        assert (code, error) == (0, "")
        return '"deny"' in said

    return asked


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("mcp__filesystem__write_file", {"path": TEST, "content": ""}),
        ("mcp__filesystem__edit_file", {"path": TEST, "edits": [{"oldText": "90", "newText": "1"}]}),
        ("mcp__filesystem__move_file", {"source": TEST, "destination": "old.py"}),
        ("mcp__filesystem__move_file", {"source": "new.py", "destination": TEST}),
        ("mcp__serena__replace_symbol_body", {"name_path": "test_discount", "relative_path": TEST, "body": "pass"}),
        ("mcp__jetbrains__replace_text_in_file", {"pathInProject": TEST, "oldText": "90", "newText": "1"}),
        ("mcp__jetbrains__createNewFile", {"pathInProject": TEST, "text": ""}),
        ("mcp__desk__delete_files", {"paths": ["README.md", TEST]}),
        ("mcp__desk__start_process", {"command": f"rm {TEST}"}),
        ("files-write_file", {"path": TEST, "content": ""}),
        ("MCP:write_file", {"path": TEST, "content": ""}),
        ("mcp__desk__execute_command", {"command": f"sed -i s/90/1/ {TEST}"}),
    ],
)
def test_a_tool_that_says_that_it_writes_is_held_to_the_locks(
    locked_root: Path, is_denied: Asked, tool: str, given: dict[str, Any]
) -> None:
    """Wherever its arguments name a path, or a command."""
    assert is_denied(locked_root, tool, given)


@pytest.mark.tdd_pins("what only reads was free before, too")
@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("mcp__filesystem__read_file", {"path": TEST}),
        ("mcp__write_server__search_files", {"path": "tests", "pattern": "write"}),
        ("mcp__filesystem__write_file", {"path": "src/shop/discount.py", "content": ""}),
        ("mcp__github__create_issue", {"title": f"delete {TEST}", "body": TEST}),
        ("mcp__desk__execute_command", {"command": f"cat {TEST}"}),
        ("mcp__editor__get_open_files", {}),
    ],
)
def test_a_tool_that_reads_or_writes_elsewhere_is_free(
    locked_root: Path, is_denied: Asked, tool: str, given: dict[str, Any]
) -> None:
    """A path in a text is no path that is written."""
    assert not is_denied(locked_root, tool, given)


def test_such_a_tool_may_add_tests_to_a_file_of_a_feature_that_was_green(
    locked_root: Path, tmp_path: Path, is_denied: Asked
) -> None:
    """As every editor may."""
    project = Project.copied(locked_root, tmp_path / "my shop")
    report = {"schema": "tddgate/report/1", "gate": "green", "feature": "discount", "verdict": "passed"}
    project.with_file(".git/tddgate/records/1.json", text_of(RunRecord("2030-01-31T12:00:00Z", "", "", "", report)))
    more = f"{project.text(TEST)}\n\ndef test_more():\n    assert 1\n"

    grown = is_denied(project.root, "mcp__filesystem__write_file", {"path": TEST, "content": more})
    edits = [{"oldText": "== 90", "newText": "> 0"}]
    changed = is_denied(project.root, "mcp__filesystem__edit_file", {"path": TEST, "edits": edits})

    assert (grown, changed) == (False, True)
