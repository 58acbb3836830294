"""What the hook denies and allows, beyond the plain cases: editors of VS Code, ways to switch it off, its own advice.

The payloads are made after the documentation of the agents.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.project import Project, git_environment

if TYPE_CHECKING:
    from pathlib import Path

TEST = "tests/test_discount.py"
HOOK = "import sys; from pytest_tddgate.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(scope="session")
def broken_template(project_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the hooks of Claude Code and Codex, in which the contract `discount` is broken."""
    project = Project.copied(project_template, tmp_path_factory.mktemp("reach") / "my shop")
    project.with_red_test().lock()
    for path in (".claude/settings.json", ".codex/hooks.json"):
        project.with_file(path, '{"hooks": {"Stop": [{"command": "tddgate hook"}]}}\n')
    return project.replace(TEST, "== 90", ">= 0").root


@pytest.fixture
def broken(broken_template: Path, tmp_path: Path) -> Project:
    """A copy of it."""
    return Project.copied(broken_template, tmp_path / "my shop")


def ask(project: Project, payload: dict[str, Any], agent: str) -> tuple[int, str]:
    """Exit code and answer of the hook."""
    command = [sys.executable, "-c", HOOK, "hook", "--agent", agent]
    given = json.dumps({"cwd": str(project.root), **payload}).encode()
    done = subprocess.run(
        command, cwd=project.root, env=git_environment(), input=given, capture_output=True, check=False
    )
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def before(tool: str, **given: object) -> dict[str, Any]:
    """What Claude Code, Codex and VS Code send before a tool is used."""
    return {"hook_event_name": "PreToolUse", "tool_name": tool, "tool_input": given}


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("create_file", {"filePath": TEST, "content": ""}),
        ("replace_string_in_file", {"filePath": TEST, "oldString": "90", "newString": "1"}),
        ("multi_replace_string_in_file", {"replacements": [{"filePath": "x.py"}, {"filePath": TEST}]}),
        ("editFiles", {"files": ["x.py", TEST]}),
        ("run_in_terminal", {"command": f"rm {TEST}"}),
        ("apply_patch", {"input": f"*** Begin Patch\n*** Delete File: {TEST}\n*** End Patch\n"}),
    ],
)
def test_vs_code_reads_the_hooks_of_copilot_and_asks_in_another_form(
    broken: Project, tool: str, given: dict[str, Any]
) -> None:
    """Its tools have names of their own, and it is answered as it asks."""
    code, answer = ask(broken, before(tool, **given), "copilot")

    assert (code, json.loads(answer)["hookSpecificOutput"]["permissionDecision"]) == (0, "deny"), answer


def test_a_tool_that_only_reads_is_free_in_vs_code(broken: Project) -> None:
    """Otherwise nothing could be done there at all."""
    assert ask(broken, before("read_file", filePath=TEST), "copilot") == (0, "")


def test_vs_code_is_kept_from_ending_its_turn(broken: Project) -> None:
    """In the form of Claude Code, which it takes."""
    _, answer = ask(broken, {"hook_event_name": "Stop", "stop_hook_active": False}, "copilot")

    assert json.loads(answer)["decision"] == "block"


@pytest.mark.parametrize("path", [".claude/settings.local.json", ".codex/config.toml", ".claude/settings.json"])
def test_a_file_that_could_switch_the_hook_off_is_guarded(broken: Project, path: str) -> None:
    """One that lies beside the hook, and is not there yet, too."""
    _, answer = ask(broken, before("Write", file_path=path, content='{"disableAllHooks": true}'), "claude-code")

    assert "tddgate init --agents" in answer


@pytest.mark.tdd_pins("only files that hold a hook are guarded")
def test_settings_of_an_agent_without_the_hook_are_its_own_business(broken: Project) -> None:
    """There is nothing to switch off."""
    written = before("Write", file_path=".cursor/hooks.json", content="{}")

    assert ask(broken, written, "claude-code") == (0, "")


def test_the_step_that_the_end_of_a_turn_names_is_allowed_and_enough(broken: Project) -> None:
    """An agent that does as it is told must not be denied it."""
    _, answer = ask(broken, {"hook_event_name": "Stop"}, "claude-code")
    found = re.search(r"git checkout HEAD -- \S+", json.loads(answer)["reason"])
    assert found

    assert ask(broken, before("Bash", command=found[0]), "claude-code") == (0, "")
    broken.git(*found[0].split()[1:])
    assert ask(broken, {"hook_event_name": "Stop"}, "claude-code") == (0, "")
