"""What agents really send: payloads recorded from sessions of their programs, with a model that follows a script.

Paths and ids are replaced, nothing else. `agent` names the hook that was asked, `program` and `version` who asked it:
Copilot runs the hooks of Claude Code, too.
"""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.commands.hook import answer
from pytest_tddgate.domain.agents.setup import hooks_of
from tests.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES = (Path(__file__).parent / "recorded.jsonl").read_text(encoding="utf-8").splitlines()
RECORDED = [json.loads(line) for line in LINES]
FOLDER = "/home/dev/shop"


@pytest.fixture(scope="session")
def broken_root(project_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose contract locks a test and a notebook beside it, and is broken; nothing here changes it."""
    project = Project.copied(project_template, tmp_path_factory.mktemp("recorded") / "my shop")
    project.with_red_test().with_file("tests/nb.ipynb", "{}").lock()
    return project.replace("tests/test_discount.py", "== 90", ">= 0").root


def cases() -> Iterator[object]:
    """Each line, with a name."""
    for number, kept in enumerate(RECORDED):
        name = f"{number}-{kept['program']}-{kept['version']}-{kept['kind'].replace(' ', '-')}-{kept['answer']}"
        yield pytest.param(kept, id=name)


def meaning(agent: str, said: str) -> tuple[str, str]:
    """What the agent makes of an answer, in the words of the file, and the reason that it is given."""
    told: dict[str, Any] = json.loads(said) if said.strip() else {}
    own = told if agent == "copilot" and "permissionDecision" in told else told.get("hookSpecificOutput", {})
    if "permissionDecision" in own:
        return str(own["permissionDecision"]), str(own["permissionDecisionReason"])
    return ("keep", str(told["reason"])) if told.get("decision") == "block" else ("nothing", "")


@pytest.mark.parametrize("kept", list(cases()))
def test_each_recorded_payload_is_understood_and_answered(
    broken_root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kept: dict[str, Any]
) -> None:
    """A denial names what is locked: one for want of understanding would stop honest work, too."""
    sent = json.dumps(kept["payload"]).replace(FOLDER, str(broken_root))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(sent.encode())))

    code = answer(kept["agent"])

    said, error = capsys.readouterr()
    found, reason = meaning(kept["agent"], said)
    assert (code, error, found) == (0, "", {"allow": "nothing", "end": "nothing"}.get(kept["answer"], kept["answer"]))
    assert not reason or "the contract discount" in reason


@pytest.mark.parametrize(("agent", "program"), [("claude-code", "claude-code"), ("codex", "codex")])
def test_the_hook_is_asked_about_every_tool_that_it_would_deny(agent: str, program: str) -> None:
    """An agent asks about the tools that the pattern in its file matches, and about no other."""
    (entry,) = hooks_of(agent)[1]["hooks"]["PreToolUse"]
    tools = {
        each["payload"]["tool_name"] for each in RECORDED if (each["program"], each["answer"]) == (program, "deny")
    }

    assert {tool for tool in tools if not re.search(entry["matcher"], tool)} == set()
    assert not re.search(entry["matcher"], "Read")
    assert not re.search(entry["matcher"], "TodoWrite")
