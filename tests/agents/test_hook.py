"""The hook for coding agents: what it denies, in the form of each agent."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.domain.reports.run_record import RunRecord, text_of
from tests.project import Project, git_environment, unmeasured

if TYPE_CHECKING:
    from pathlib import Path

TEST = "tests/test_discount.py"
HOOK = "import sys; from pytest_tddgate.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(scope="session")
def locked_template(project_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which the feature `discount` is locked, and not implemented."""
    project = Project.copied(project_template, tmp_path_factory.mktemp("agents") / "my shop")
    return project.with_red_test().lock().root


@pytest.fixture
def locked(locked_template: Path, tmp_path: Path) -> Project:
    """A copy of it, in a folder with a space in its name."""
    return Project.copied(locked_template, tmp_path / "my shop")


def ask(project: Project, payload: dict[str, Any] | bytes, agent: str = "claude-code") -> tuple[int, Any, str]:
    """Exit code, parsed answer and standard error of the hook that gets this payload."""
    data = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    done = subprocess.run(
        [sys.executable, "-c", HOOK, "hook", "--agent", agent],
        cwd=project.root,
        env=git_environment(),
        input=data,
        capture_output=True,
        check=False,
    )
    return done.returncode, json.loads(done.stdout) if done.stdout.strip() else None, done.stderr.decode()


def claude(project: Project, tool: str, **given: object) -> dict[str, Any]:
    """What Claude Code sends before it uses a tool, after its documentation."""
    return {
        "session_id": "s", "transcript_path": "/t", "cwd": str(project.root), "permission_mode": "default",
        "hook_event_name": "PreToolUse", "tool_name": tool, "tool_input": given,
    }  # fmt: skip


def payloads(project: Project) -> dict[str, dict[str, Any]]:
    """An edit of the locked test, as each agent sends it."""
    full = str(project.root / TEST)
    edit = {"file_path": full, "old_string": "== 90", "new_string": ">= 0"}
    patch = f"*** Begin Patch\n*** Update File: {TEST}\n@@\n-    assert discount(100) == 90\n+    pass\n*** End Patch\n"
    return {
        "claude-code": claude(project, "Edit", **edit),
        "codex": claude(project, "apply_patch", command=patch),
        "cursor": {"hook_event_name": "preToolUse", "tool_name": "Write", "conversation_id": "c",
                   "tool_input": {"file_path": full, "content": ""}, "workspace_roots": [str(project.root)]},
        "copilot": {"timestamp": 1, "cwd": str(project.root), "toolName": "edit",
                    "toolArgs": json.dumps({"path": full, "old_str": "90", "new_str": "1"})},
    }  # fmt: skip


def reason_in(agent: str, answer: dict[str, Any]) -> str:
    """The reason of a denial, from where the agent looks for it."""
    if agent in {"claude-code", "codex"}:
        own = answer["hookSpecificOutput"]
        assert (own["hookEventName"], own["permissionDecision"]) == ("PreToolUse", "deny")
        return str(own["permissionDecisionReason"])
    if agent == "cursor":
        assert answer["permission"] == "deny"
        return str(answer["agent_message"])
    assert answer["permissionDecision"] == "deny"
    return str(answer["permissionDecisionReason"])


@pytest.mark.parametrize("agent", ["claude-code", "codex", "cursor", "copilot"])
def test_an_edit_of_a_locked_test_is_denied_in_the_agents_own_form(locked: Project, agent: str) -> None:
    """It says which file, which contract, where the feature stands, and the next command."""
    code, answer, _ = ask(locked, payloads(locked)[agent], agent)

    assert code == 0
    assert reason_in(agent, answer) == (
        "tests/test_discount.py is locked by the contract discount, which waits for gate 4. Write the implementation, "
        "then: pytest --tdd-gate=green. If the test is wrong, a person changes it and runs: "
        'tddgate amend discount --reason "…"'
    )


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("Write", {"file_path": TEST, "content": ""}),
        ("MultiEdit", {"file_path": f"src/../{TEST}", "edits": []}),
        ("NotebookEdit", {"notebook_path": ".tddgate/contracts/discount.json"}),
        ("Edit", {"file_path": ".tddgate/new.json", "old_string": "", "new_string": "x"}),
        ("Bash", {"command": f"sed -i s/90/0/ {TEST}"}),
        ("Bash", {"command": "rm -r tests"}),
        ("Bash", {"command": "cd tests && echo > test_discount.py"}),
        ("Bash", {"command": "git checkout HEAD~1 -- ."}),
    ],
)
def test_each_way_to_a_locked_file_is_denied(locked: Project, tool: str, given: dict[str, Any]) -> None:
    """By tools and by plain shell commands, however the path is written."""
    _, answer, _ = ask(locked, claude(locked, tool, **given))

    assert reason_in("claude-code", answer)


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("Write", {"file_path": "src/shop/discount.py", "content": "def discount(price): ..."}),
        ("Write", {"file_path": "tests/test_tax.py", "content": ""}),
        ("Read", {"file_path": TEST}),
        ("Bash", {"command": f"cat {TEST} | head; pytest --tdd-gate=green"}),
        ("Bash", {"command": "rm -f build/x"}),
    ],
)
def test_whatever_else_an_agent_does_is_its_own_business(locked: Project, tool: str, given: dict[str, Any]) -> None:
    """Nothing is said, so that the agent's own permissions decide."""
    assert ask(locked, claude(locked, tool, **given)) == (0, None, "")


def test_a_link_to_a_locked_file_leads_to_it(locked: Project) -> None:
    """The file counts, and not what it is called."""
    (locked.root / "alias.py").symlink_to(locked.root / TEST)

    assert reason_in("claude-code", ask(locked, claude(locked, "Write", file_path="alias.py", content=""))[1])


def test_a_feature_that_was_green_lets_its_file_grow(locked: Project) -> None:
    """New tests in an old file are as normal as new files; what was there has to stay."""
    report = {"schema": "tddgate/report/1", "gate": "green", "feature": "discount", "verdict": "passed"}
    record = text_of(RunRecord("2030-01-31T12:00:00Z", "", "", "", report))
    locked.with_file(".git/tddgate/records/1.json", record)
    text = locked.text(TEST)

    grown = ask(locked, claude(locked, "Write", file_path=TEST, content=f"{text}\n\ndef test_more():\n    assert 1\n"))
    changed = ask(locked, claude(locked, "Write", file_path=TEST, content=text.replace("== 90", "> 0")))

    assert grown == (0, None, "")
    assert "is locked by the contract discount" in reason_in("claude-code", changed[1])


def test_a_turn_does_not_end_while_a_contract_is_broken(locked: Project) -> None:
    """Once: an agent that cannot mend it must be able to stop."""
    stop = {"hook_event_name": "Stop", "cwd": str(locked.root), "stop_hook_active": False}
    assert ask(locked, stop) == (0, None, "")
    locked.replace(TEST, "== 90", "> 0")

    code, answer, _ = ask(locked, stop)

    assert (code, answer["decision"]) == (0, "block")
    assert f"git checkout HEAD -- {TEST}" in answer["reason"]
    assert ask(locked, stop | {"stop_hook_active": True}) == (0, None, "")


UNREADABLE = b'{"hook_event_name": "PreToolUse", "tool_name": "Bash", "tool_input": {"command": "echo \'unclosed"}}'


@pytest.mark.parametrize("payload", [b"", b"{", b"[]", b'{"hook_event_name": "New"}', b'{"tool_name": 3}', UNREADABLE])
def test_what_it_does_not_understand_is_denied(locked: Project, payload: bytes) -> None:
    """It fails closed, and says how to switch it off."""
    code, answer, error = ask(locked, payload)

    assert (code, answer) == (2, None)
    assert error.startswith("tddgate could not check this (")
    assert "to switch it off: tddgate init --agents claude-code --remove" in error


def test_a_damaged_contract_denies_edits_of_tests_until_it_is_mended(locked: Project) -> None:
    """Nobody knows what it locks."""
    locked.with_file(".tddgate/contracts/discount.json", "{")

    code, _, error = ask(locked, claude(locked, "Write", file_path="src/shop/x.py", content=""))

    assert code == 2
    assert "discount.json" in error


def test_without_a_contract_or_a_repository_nothing_is_denied(project: Project, tmp_path: Path) -> None:
    """The hook may stand in the settings of the user, for every project."""
    (tmp_path / "nowhere").mkdir()

    nowhere = Project(tmp_path / "nowhere")

    assert ask(project, claude(project, "Write", file_path="tests/test_cart.py", content="")) == (0, None, "")
    assert ask(nowhere, claude(nowhere, "Write", file_path="x")) == (0, None, "")


def test_a_worktree_has_the_same_locks(locked: Project, tmp_path: Path) -> None:
    """Agents like to work in one of their own."""
    locked.git("worktree", "add", "--quiet", str(tmp_path / "other"))
    other = Project(tmp_path / "other")

    assert reason_in("claude-code", ask(other, claude(other, "Write", file_path=TEST, content=""))[1])


def test_neither_git_python_nor_pytest_is_imported() -> None:
    """Both would cost more than all the rest."""
    program = (
        "import sys, io; sys.stdin = io.TextIOWrapper(io.BytesIO(b'{}'))\n"
        "from pytest_tddgate.cli import main\n"
        "main(['hook', '--agent', 'claude-code'])\n"
        "print([name for name in ('git', 'pytest', 'coverage', 'tomli') if name in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, env=unmeasured()
    )

    assert done.stdout == "[]\n"
