"""A changed locked test that was committed: the hook lets the command through that the refusal asks for."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.commands.hook import answer
from pytest_tddgate.domain.contracts.contract import Contract, LockedTest, contract_path, sha256_of
from pytest_tddgate.domain.run.observation import TestId
from tests.project import Project, git_environment

if TYPE_CHECKING:
    from pathlib import Path

TEST = "tests/test_vat.py"
TEXT = "from shop.vat import vat\n\n\ndef test_vat():\n    assert vat(100) == 120\n"


@pytest.fixture
def spoiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A repository in which a locked test was changed, and that was committed."""
    for name, value in git_environment().items():
        monkeypatch.setenv(name, value)
    lock = Contract("vat", (LockedTest(TestId(TEST, "test_vat"), "missing"),), {TEST: sha256_of(TEXT.encode())})
    project = Project(tmp_path / "shop").with_file("pyproject.toml", "[tool.pytest.ini_options]\n")
    project.git("init", "--quiet")
    project.with_file(TEST, "draft = 1\n").commit("draft")
    project.with_file(TEST, TEXT).with_file(contract_path("vat"), lock.to_json()).commit("lock")
    return project.with_file(TEST, TEXT.replace("== 120", ">= 0")).commit("spoil")


def told(project: Project, capsys: pytest.CaptureFixture[str], event: str, **more: object) -> str:
    """What the hook says to Claude Code; empty for no objection."""
    payload = {"hook_event_name": event, "cwd": str(project.root), "session_id": "s", **more}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(payload).encode())))
        answer("claude-code")
    said = capsys.readouterr()
    return said.out + said.err


def told_of(project: Project, capsys: pytest.CaptureFixture[str], command: str) -> str:
    """The same, of a shell command."""
    return told(project, capsys, "PreToolUse", tool_name="Bash", tool_input={"command": command})


@pytest.mark.parametrize("command", ["git checkout HEAD~1 -- tests", f"git restore -s HEAD~1 {TEST}"])
def test_the_locked_bytes_may_come_back(spoiled: Project, capsys: pytest.CaptureFixture[str], command: str) -> None:
    """They are in the commit that locked them."""
    assert not told_of(spoiled, capsys, f"{command} && git commit -m back")


@pytest.mark.parametrize("commit", ["HEAD~2", "gone"])
@pytest.mark.tdd_pins("what the hook has denied so far")
def test_other_bytes_may_not(spoiled: Project, capsys: pytest.CaptureFixture[str], commit: str) -> None:
    """Of an earlier draft, and of a commit that nobody knows."""
    assert "is locked by the contract vat" in told_of(spoiled, capsys, f"git checkout {commit} -- {TEST}")


def test_the_end_of_a_turn_asks_for_a_command_that_the_hook_lets_through(
    spoiled: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """The one of `tddgate status`: to take the file from HEAD would do nothing."""
    command = f"git checkout {spoiled.git('rev-parse', 'HEAD~1')[:10]} -- {TEST}"

    assert f"finish: {command} (" in told(spoiled, capsys, "Stop", stop_hook_active=False)
    assert not told_of(spoiled, capsys, f"{command} && git commit -m back")
