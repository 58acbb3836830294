"""The hook looks at the work tree of what is written, wherever the agent stands."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.commands.hook import answer
from pytest_tddgate.domain.contracts.contract import Contract, contract_path, sha256_of

if TYPE_CHECKING:
    from pathlib import Path

TEST = "tests/test_vat.py"


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """A work tree with a contract."""
    top, content = tmp_path / "shop", b"def test_it():\n    assert True\n"
    lock = Contract("vat", files={TEST: sha256_of(content)})
    for path, data in {TEST: content, contract_path("vat"): lock.to_json()}.items():
        (top / path).parent.mkdir(parents=True)
        (top / path).write_bytes(data)
    subprocess.run(["git", "init", "--quiet", str(top)], check=True)
    return top


@pytest.fixture
def elsewhere(tmp_path: Path) -> dict[str, Path]:
    """Folders outside of it: one in no repository, one that is gone, one in a repository without contracts."""
    folders = {"nowhere": tmp_path / "nowhere", "gone": tmp_path / "gone", "other": tmp_path / "other"}
    folders["nowhere"].mkdir()
    subprocess.run(["git", "init", "--quiet", str(folders["other"])], check=True)
    return folders


class Asked:
    """The hook, in this process."""

    def __init__(self, patch: pytest.MonkeyPatch, captured: pytest.CaptureFixture[str]) -> None:
        """Standard input is replaced, and standard output read."""
        self.patch, self.captured = patch, captured

    def __call__(self, folder: Path, tool: str, **given: str) -> str:
        """What it says to Claude Code: the reason of a denial, or nothing."""
        event = {"hook_event_name": "PreToolUse", "cwd": str(folder), "tool_name": tool, "tool_input": given}
        self.patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(event).encode())))
        answer("claude-code")
        said = self.captured.readouterr()
        return said.err + (json.loads(said.out)["hookSpecificOutput"]["permissionDecisionReason"] if said.out else "")


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Asked:
    """Ask the hook."""
    return Asked(monkeypatch, capsys)


@pytest.mark.parametrize("where", ["nowhere", "gone", "other"])
def test_an_edit_by_its_full_path_is_denied_from_anywhere(
    locked: Path, elsewhere: dict[str, Path], ask: Asked, where: str
) -> None:
    """It says in which work tree the file is, because the next command runs there."""
    said = ask(elsewhere[where], "Write", file_path=str(locked / TEST), content="")

    assert said.startswith(f"in {locked}: {TEST} is locked by the contract vat")


@pytest.mark.parametrize(
    "command",
    [
        "cd {top} && rm tests/test_vat.py",
        "cd -P {top}; rm tests/test_vat.py",
        "rm {top}/tests/test_vat.py",
        "rm -r {top}/tests",
        "rm {top}/tests/*.py",
        "git -C {top} rm tests/test_vat.py",
        "cd .. && git -C shop rm -r tests",
        "cp x.json {top}/.tddgate/contracts/vat.json",
    ],
)
def test_a_command_that_names_another_work_tree_is_denied(
    locked: Path, elsewhere: dict[str, Path], ask: Asked, command: str
) -> None:
    """A folder that it enters, one that it gives to git, and full paths."""
    assert ask(elsewhere["nowhere"], "Bash", command=command.format(top=locked)).startswith(f"in {locked}: ")


def test_a_work_tree_inside_of_another_has_its_own_locks(elsewhere: dict[str, Path], locked: Path, ask: Asked) -> None:
    """Agents have theirs below the folder where they started."""
    inner = elsewhere["other"] / ".claude" / "worktrees" / "vat"
    inner.parent.mkdir(parents=True)
    locked.rename(inner)

    said = ask(elsewhere["other"], "Edit", file_path=f".claude/worktrees/vat/{TEST}", old_string="T", new_string="F")

    assert "is locked by the contract vat" in said


def test_a_command_that_cannot_be_read_is_denied_where_it_names_locked_work(
    locked: Path, elsewhere: dict[str, Path], ask: Asked
) -> None:
    """Nobody knows what it does there."""
    assert "could not check" in ask(elsewhere["nowhere"], "Bash", command=f"rm '{locked / TEST}")
    assert ask(elsewhere["nowhere"], "Bash", command="echo it's") == ""


@pytest.mark.tdd_pins("what is locked nowhere was free before, and stays so")
@pytest.mark.parametrize(
    "command", ["rm {nowhere}/x.py", "rm {other}/tests/test_a.py", "cd {gone} && rm x", "cat {top}/x > {nowhere}/y"]
)
def test_what_is_locked_nowhere_is_free(locked: Path, elsewhere: dict[str, Path], ask: Asked, command: str) -> None:
    """Outside of any repository, and in one without contracts; also for one who stands in locked work."""
    places = {name: str(path) for name, path in elsewhere.items()}

    assert ask(locked, "Bash", command=command.format(top=locked, **places)) == ""
    assert ask(elsewhere["other"], "Bash", command=command.format(top=locked, **places)) == ""
