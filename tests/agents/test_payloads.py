"""What each agent sends, with every field that its documentation names, and what it takes for an answer.

The payloads are kept in the form that the agents document; none was recorded from a session of somebody.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.project import Project, git_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.tdd_pins("every form that is documented, beside those that had a reason of their own")

LINES = (Path(__file__).parent / "payloads.jsonl").read_text(encoding="utf-8").splitlines()
HOOK = "import sys; from pytest_tddgate.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(scope="session")
def broken_root(project_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which the contract `discount` is locked, and broken; nothing here changes it."""
    project = Project.copied(project_template, tmp_path_factory.mktemp("payloads") / "my shop")
    return project.with_red_test().lock().replace("tests/test_discount.py", "== 90", ">= 0").root


def cases() -> Iterator[object]:
    """Agent, payload and answer, with a name."""
    for number, line in enumerate(LINES):
        kept = json.loads(line)
        payload = kept["payload"]
        event = payload.get("hook_event_name", "")
        tool = payload.get("tool_name", payload.get("toolName", ""))
        yield pytest.param(kept["agent"], line, id=f"{number}-{kept['agent']}-{event}{tool}-{kept['answer']}")


def answer_in(agent: str, said: str) -> str:
    """What the agent makes of the answer, in the words of the file."""
    answer: dict[str, Any] = json.loads(said) if said.strip() else {}
    if agent == "cursor":
        return "keep" if "followup_message" in answer else str(answer.get("permission", "end"))
    own = answer if agent == "copilot" and "permissionDecision" in answer else answer.get("hookSpecificOutput", {})
    if "permissionDecision" in own:
        assert own["permissionDecisionReason"]
        return str(own["permissionDecision"])
    return "keep" if answer.get("decision") == "block" else "no objection"


@pytest.mark.parametrize(("agent", "line"), list(cases()))
def test_each_payload_is_answered_in_the_form_of_its_agent(broken_root: Path, agent: str, line: str) -> None:
    """Exit code 0, so that the answer is read; silence is no objection."""
    kept = json.loads(line.replace("{root}", str(broken_root)))
    silent = {"allow", "end"} if agent != "cursor" else set()

    done = subprocess.run(
        [sys.executable, "-c", HOOK, "hook", "--agent", agent],
        cwd=broken_root, env=git_environment(), input=json.dumps(kept["payload"]),
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    expected = "no objection" if kept["answer"] in silent else kept["answer"]
    assert (done.returncode, done.stderr, answer_in(agent, done.stdout)) == (0, "", expected)
