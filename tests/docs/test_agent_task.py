"""The example that asks a language model takes one of the prompts that `tddgate init --agents` writes."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from pytest_tddgate.adapters.programs import Program, answers_of
from pytest_tddgate.domain.protocols.verifying import Answer, answer_of

AGENT = Path(__file__).parents[2] / "docs" / "examples" / "agent_verifier.py"
CODE = "src/shop/discount.py"
REQUEST = {
    "language": "en",
    "tests": [{"file": "tests/test_discount.py", "text": "assert discount(100) == 90\n"}],
    "changed": [{"file": CODE, "text": "def discount(price): ...\n", "diff": "+def discount(price): ...\n"}],
}


@pytest.fixture
def claude(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that holds what a program named `claude` was asked; it finds nothing."""
    program = tmp_path / "claude"
    program.write_text(
        f"#!{sys.executable}\nimport json, pathlib, sys\n"
        f"pathlib.Path({str(tmp_path / 'asked')!r}).write_text(sys.stdin.read())\n"
        """print(json.dumps({"result": '{"schema": "tddgate/verify-response/1", "findings": []}'}))\n"""
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path / "asked"


def answer_with(task: Path) -> Answer:
    """What the example answers with this task, as the gates take it."""
    words = (sys.executable, str(AGENT), "claude", "--task", str(task))
    (answered,) = answers_of([Program(words, json.dumps(REQUEST).encode(), 60, ())])
    assert answered.problem == ""
    return answer_of(answered.output, {CODE})


def test_a_task_of_a_file_takes_the_place_of_the_one_in_the_program(claude: Path, tmp_path: Path) -> None:
    """The rest of the prompt, and the answer, stay as they are."""
    task = tmp_path / "review.md"
    task.write_text("# Review a change, 100 % of it\n", encoding="utf-8")

    answer = answer_with(task)

    asked = claude.read_text()
    assert asked.startswith("# Review a change, 100 % of it\n")
    assert [each for each in ("discount(100) == 90", "+def discount(price): ...") if each not in asked] == []
    assert "You review an implementation" not in asked
    assert answer == Answer()


@pytest.mark.usefixtures("claude")
def test_a_task_that_is_not_there_leaves_the_gate_undecided(tmp_path: Path) -> None:
    """And says which file it is."""
    assert "none.md" in answer_with(tmp_path / "none.md").undecided
