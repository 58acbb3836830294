"""The hook as an agent starts it: where it is found, and what happens where it is not, or cannot answer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.domain.agents.setup import hooks_of
from tests.project import Project, git_environment, unmeasured

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TEST = "tests/test_discount.py"
BEFORE = {"claude-code": "PreToolUse", "codex": "PreToolUse", "cursor": "preToolUse", "copilot": "preToolUse"}
HOOK = "import sys; from pytest_tddgate.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(scope="session")
def broken_template(project_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which the contract `discount` is locked, and broken."""
    project = Project.copied(project_template, tmp_path_factory.mktemp("closed") / "my shop")
    return project.with_red_test().lock().replace(TEST, "== 90", ">= 0").root


@pytest.fixture
def broken(broken_template: Path, tmp_path: Path) -> Project:
    """A copy of it."""
    return Project.copied(broken_template, tmp_path / "my shop")


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder for `PATH` with a shell and git, and no `tddgate`."""
    folder = tmp_path / "tools"
    folder.mkdir()
    for name in ("sh", "git"):
        found = shutil.which(name)
        assert found
        (folder / name).symlink_to(found)
    return folder


def put_in_place(folder: Path) -> None:
    """Install the command in a virtual environment's folder, as far as the hook needs one."""
    folder.mkdir(parents=True)
    (folder / "tddgate").write_text(f"#!{sys.executable}\n{HOOK}\n")
    (folder / "tddgate").chmod(0o755)


def command_of(agent: str) -> str:
    """What the agent runs before a tool is used, as `init --agents` writes it."""
    (entry,) = hooks_of(agent)[1]["hooks"][BEFORE[agent]]
    inner = entry.get("hooks", [entry])[0]
    return str(inner.get("command") or inner["bash"])


def edit(agent: str, folder: Path) -> dict[str, Any]:
    """An edit of the locked test, as this agent asks for it."""
    if agent == "copilot":
        given = json.dumps({"path": str(folder / TEST), "old_str": "a", "new_str": "b"})
        return {"sessionId": "s", "timestamp": 1, "cwd": str(folder), "toolName": "edit", "toolArgs": given}
    patch = f"*** Begin Patch\n*** Update File: {TEST}\n@@\n-a\n+b\n*** End Patch\n"
    asked: dict[str, Any] = {"tool_name": "Write", "tool_input": {"file_path": str(folder / TEST), "content": ""}}
    if agent == "codex":
        asked = {"tool_name": "apply_patch", "tool_input": {"command": patch}}
    return {"hook_event_name": BEFORE[agent], "cwd": str(folder), **asked}


def run(command: Sequence[str], folder: Path, asked: bytes, path: str) -> subprocess.CompletedProcess[bytes]:
    """One hook, in this folder, with this `PATH`."""
    environment = {**git_environment(), "PATH": path}
    return subprocess.run(command, cwd=folder, input=asked, env=environment, capture_output=True, check=False)


def is_denied(agent: str, done: subprocess.CompletedProcess[bytes]) -> bool:
    """Whether the agent takes this for a denial; Copilot goes on after every exit code but 0."""
    answer = json.loads(done.stdout) if done.stdout.strip() else {}
    own = answer.get("hookSpecificOutput", {}) if agent in {"claude-code", "codex"} else answer
    by_text = "deny" in {own.get("permissionDecision"), own.get("permission")}
    return done.returncode == 0 and by_text if agent == "copilot" else by_text or done.returncode == 2


@pytest.mark.parametrize("agent", BEFORE)
def test_without_tddgate_nothing_is_allowed(broken: Project, tools: Path, agent: str) -> None:
    """A shell that does not find a command ends with 127, after which an agent would go on."""
    shell = str(tools / "sh")

    done = run([shell, "-c", command_of(agent)], broken.root, json.dumps(edit(agent, broken.root)).encode(), str(tools))

    if agent == "cursor":
        assert hooks_of(agent)[1]["hooks"]["preToolUse"][0]["failClosed"] is True
    else:
        assert is_denied(agent, done), done


@pytest.mark.parametrize("agent", BEFORE)
@pytest.mark.parametrize("place", ["", "src"])
def test_the_environment_of_the_project_is_found_without_being_active(
    broken: Project, tools: Path, agent: str, place: str
) -> None:
    """An agent is seldom started from within it, and may have changed the folder."""
    put_in_place(broken.root / ".venv" / "bin")
    shell = str(tools / "sh")

    asked = json.dumps(edit(agent, broken.root)).encode()
    done = run([shell, "-c", command_of(agent)], broken.root / place, asked, str(tools))

    assert (done.returncode, is_denied(agent, done)) == (0, True), done
    assert "locked by the contract discount" in done.stdout.decode()


def test_a_worktree_uses_the_environment_of_the_repository(broken: Project, tools: Path, tmp_path: Path) -> None:
    """It has none of its own until somebody makes one."""
    put_in_place(broken.root / ".venv" / "bin")
    broken.git("worktree", "add", "--quiet", str(tmp_path / "other"))
    asked = json.dumps(edit("claude-code", tmp_path / "other")).encode()

    done = run([str(tools / "sh"), "-c", command_of("claude-code")], tmp_path / "other", asked, str(tools))

    assert "locked by the contract discount" in done.stdout.decode()


@pytest.mark.parametrize("asked", [b"{", b'{"toolName": 3}', b'{"toolName": "bash", "toolArgs": "{"}'])
def test_copilot_is_denied_in_json_what_cannot_be_checked(broken: Project, asked: bytes) -> None:
    """To it every exit code but 0 is a hook that failed, and it goes on."""
    done = run([sys.executable, "-c", HOOK, "hook", "--agent", "copilot"], broken.root, asked, os.environ["PATH"])

    assert is_denied("copilot", done)
    assert "tddgate init --agents copilot --remove" in json.loads(done.stdout)["permissionDecisionReason"]


def answer(project: Project, agent: str, payload: dict[str, Any]) -> dict[str, Any]:
    """What the hook answers; empty where it says nothing."""
    asked = json.dumps({"cwd": str(project.root), **payload}).encode()
    done = run([sys.executable, "-c", HOOK, "hook", "--agent", agent], project.root, asked, os.environ["PATH"])
    assert done.returncode == 0, done
    return dict(json.loads(done.stdout)) if done.stdout.strip() else {}


COPILOT_STOP = {"sessionId": "s1", "timestamp": 1, "transcriptPath": "/t", "stopReason": "end_turn"}
SNAKE_STOP = {"hook_event_name": "Stop", "session_id": "s1", "transcript_path": "/t", "stop_reason": "end_turn"}


@pytest.mark.parametrize(("agent", "stop"), [("copilot", COPILOT_STOP), ("claude-code", SNAKE_STOP)])
def test_an_agent_that_does_not_say_that_it_was_kept_is_kept_every_second_time(
    broken: Project, agent: str, stop: dict[str, Any]
) -> None:
    """Copilot does not: without a memory it could never end, or always."""
    asked = [stop, stop, stop, {**stop, "sessionId": "s2", "session_id": "s2"}]

    answers = [answer(broken, agent, each).get("decision") for each in asked]

    assert answers == ["block", None, "block", "block"]


def test_copilot_may_end_its_turn_where_the_contract_is_kept(broken: Project) -> None:
    """And is told nothing."""
    broken.git("checkout", "HEAD", "--", TEST)

    assert answer(broken, "copilot", COPILOT_STOP) == {}


def test_an_agent_is_not_kept_twice_by_a_contract_that_cannot_be_read(broken: Project) -> None:
    """Nobody knows whether it is broken; an agent that cannot mend it has to be able to stop."""
    broken.with_file(".tddgate/contracts/discount.json", "{")
    stop = {"hook_event_name": "Stop", "cwd": str(broken.root), "stop_hook_active": True}

    assert answer(broken, "claude-code", stop) == {}


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("insert_edit_into_file", {"filePath": TEST, "code": "", "explanation": ""}),
        ("edit_files", {"files": [TEST]}),
        ("copilot_replaceString", {"filePath": TEST, "oldString": "a", "newString": "b"}),
        ("copilot_applyPatch", {"input": f"*** Begin Patch\n*** Update File: {TEST}\n*** End Patch\n"}),
    ],
)
def test_every_editor_of_vs_code_is_known(broken: Project, tool: str, given: dict[str, Any]) -> None:
    """Under the name that a model sees, and under the one that the extension gives."""
    asked = {"hook_event_name": "PreToolUse", "tool_name": tool, "tool_input": given}

    assert answer(broken, "copilot", asked)["hookSpecificOutput"]["permissionDecision"] == "deny"


def test_an_answer_needs_little_of_the_standard_library(broken: Project) -> None:
    """What it loads is most of what it takes, at every step of an agent; dataclasses alone load `ast` and `inspect`."""
    program = (
        "import sys; from pytest_tddgate.cli import main\n"
        "code = main(['hook', '--agent', 'claude-code'])\n"
        "names = ('argparse', 'difflib', 'hashlib', 'shutil', 'traceback', 'pytest_tddgate.domain.rules.every')\n"
        "print([each for each in names if each in sys.modules])"
    )
    asked = json.dumps(edit("claude-code", broken.root)).encode()

    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=broken.root, input=asked, env=unmeasured(), capture_output=True, check=False)

    said, _, loaded = done.stdout.decode().rstrip().rpartition("\n")
    assert "deny" in said
    assert loaded == "[]"
