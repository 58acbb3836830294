"""Tools of MCP servers in the forms of Cursor and of an older Copilot, after their documentation."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.commands.hook import answer
from pytest_tddgate.domain.agents.setup import hooks_of
from tests.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Asked = Callable[[str, dict[str, Any]], tuple[int, str]]

TEST = "tests/test_discount.py"
WRITTEN = {"path": TEST, "content": ""}


@pytest.fixture(scope="session")
def locked_root(project_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which the contract `discount` is locked; nothing here changes it."""
    project = Project.copied(project_template, tmp_path_factory.mktemp("served") / "my shop")
    return project.with_red_test().lock().root


@pytest.fixture
def ask(locked_root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Asked:
    """Exit code and answer of an agent's hook to a payload from the project."""

    def asked(agent: str, payload: dict[str, Any]) -> tuple[int, str]:
        data = json.dumps({"workspace_roots": [str(locked_root)], "cwd": str(locked_root), **payload}).encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        return answer(agent), capsys.readouterr().out

    return asked


@pytest.mark.parametrize("given", [WRITTEN, json.dumps(WRITTEN)])
def test_cursor_asks_about_tools_of_servers_in_an_event_of_its_own(ask: Asked, given: object) -> None:
    """Their arguments come as a text of JSON, or as an object."""
    payload = {"hook_event_name": "beforeMCPExecution", "tool_name": "write_file", "tool_input": given}

    code, said = ask("cursor", payload)

    assert code == 0
    assert json.loads(said)["permission"] == "deny"
    assert f"{TEST} is locked by the contract discount" in json.loads(said)["agent_message"]


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("read_file", {"path": TEST}),
        ("delete", {"id": 7}),
        ("edit", {"issue": 7, "body": TEST}),
        ("bash", {}),
    ],
)
def test_a_server_may_call_its_tools_as_an_agent_calls_an_editor(
    ask: Asked, tool: str, given: dict[str, object]
) -> None:
    """That they take no file is no reason to deny them."""
    payload = {"hook_event_name": "beforeMCPExecution", "tool_name": tool, "tool_input": json.dumps(given)}

    assert ask("cursor", payload) == (0, '{"permission": "allow"}\n')


def test_cursor_is_set_up_to_ask_about_them(ask: Asked) -> None:
    """And to take a hook that breaks off for a denial."""
    hooks = hooks_of("cursor")[1]["hooks"]

    assert hooks["beforeMCPExecution"] == hooks["preToolUse"]
    assert ask("cursor", {"hook_event_name": "beforeMCPExecution"})[0] == 2


def test_an_older_copilot_sends_their_arguments_as_a_text(ask: Asked) -> None:
    """As those of all tools."""
    code, said = ask("copilot", {"sessionId": "s", "toolName": "files-write_file", "toolArgs": json.dumps(WRITTEN)})

    assert code == 0
    assert "locked by the contract discount" in json.loads(said)["permissionDecisionReason"]
