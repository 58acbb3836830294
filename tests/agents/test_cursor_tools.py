"""Cursor's own tools, with the arguments that its models give: a notebook by a name of its own, a patch as a text."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.commands.hook import answer
from pytest_tddgate.domain.reports.run_record import RunRecord, text_of
from tests.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Asked = Callable[[str, object], tuple[str, str]]

TEST = "tests/test_discount.py"
NOTEBOOK = {"cell_idx": 0, "is_new_cell": False, "cell_language": "python", "old_string": "", "new_string": "x = 2"}
PATCH = "*** Begin Patch\n*** Update File: {path}\n@@\n-a\n+b\n*** End Patch\n"


@pytest.fixture
def green(project_template: Path, tmp_path: Path) -> Project:
    """A project with a locked test and a locked notebook, whose feature was green."""
    project = Project.copied(project_template, tmp_path / "my shop")
    project.with_red_test().with_file("tests/nb.ipynb", "{}").lock()
    report = {"schema": "tddgate/report/1", "gate": "green", "feature": "discount", "verdict": "passed"}
    record = text_of(RunRecord("2030-01-31T12:00:00Z", "", "", "", report))
    return project.with_file(".git/tddgate/records/1.json", record)


@pytest.fixture
def ask(green: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Asked:
    """The permission for the use of a tool, and what the agent is told."""

    def asked(tool: str, given: object) -> tuple[str, str]:
        payload = {"hook_event_name": "preToolUse", "workspace_roots": [str(green.root)], "tool_name": tool}
        data = json.dumps({**payload, "tool_input": given}).encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        code = answer("cursor")
        said, error = capsys.readouterr()
        assert (code, error) == (0, "")
        return json.loads(said)["permission"], json.loads(said).get("agent_message", "")

    return asked


def test_a_notebook_is_named_by_its_own_name(ask: Asked) -> None:
    """One that is locked is denied with the contract, another is free."""
    locked = ask("EditNotebook", {"target_notebook": "tests/nb.ipynb", **NOTEBOOK})

    assert locked[0] == "deny"
    assert "tests/nb.ipynb is locked by the contract discount" in locked[1]
    assert ask("EditNotebook", {"target_notebook": "docs/tour.ipynb", **NOTEBOOK}) == ("allow", "")


def test_a_file_that_is_written_whole_may_grow(green: Project, ask: Asked) -> None:
    """Its text is under `contents`."""
    grown = f"{green.text(TEST)}\n\ndef test_more():\n    assert 1\n"

    assert ask("Write", {"path": TEST, "contents": grown}) == ("allow", "")
    assert ask("Write", {"path": TEST, "contents": grown.replace("== 90", "> 0")})[0] == "deny"


@pytest.mark.tdd_pins("a patch as a text was understood for Copilot's sake")
def test_a_patch_is_a_text(ask: Asked) -> None:
    """As Copilot's is."""
    assert ask("ApplyPatch", PATCH.format(path=TEST))[0] == "deny"
    assert ask("ApplyPatch", PATCH.format(path="src/shop/cart.py")) == ("allow", "")
