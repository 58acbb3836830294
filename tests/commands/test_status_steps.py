"""The next command of `tddgate status`, where it is not the usual one: it can be run as it stands."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.run_records import FileRecords
from pytest_tddgate.domain.reports.run_record import RunRecord
from pytest_tddgate.gates.change.judged_state import state_of
from pytest_tddgate.session.judge.workspace import case_in

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project

PIN = "import pytest\n\n\n@pytest.mark.tdd_pins('as it is')\ndef test_pin():\n    assert 1\n"


@pytest.fixture
def reviewed(locked: Project) -> Project:
    """A feature that has passed every gate but the audit, on `main`, without a remote."""
    locked.commit("feat: discount")
    code, tree = state_of(case_in(str(locked.root)))
    for gate in ("green", "docs", "review"):
        report = {"schema": "tddgate/report/1", "gate": gate, "feature": "discount", "verdict": "passed"}
        FileRecords.of(str(locked.root / ".git")).keep(
            RunRecord("2030-01-31T12:00:00Z", locked.head, code, tree, report)
        )
    return locked


def test_tests_that_a_merge_brings_are_not_to_be_locked(locked: Project, tddgate: Tddgate) -> None:
    """Their contract comes with them, as soon as it is finished."""
    locked.git("branch", "other")
    locked.git("reset", "--quiet", "--hard", "HEAD^")
    locked.git("merge", "--quiet", "--no-ff", "--no-commit", "other")

    answer = tddgate(locked, "status")
    locked.git("-c", "core.editor=true", "merge", "--continue")

    assert answer.out == "a merge is in progress. Next: git commit --no-edit\n"
    assert tddgate(locked, "status").last_line == "kept: 1 contract. Next: pytest --tdd-gate=green"


def test_a_pin_needs_no_contract(project: Project, tddgate: Tddgate) -> None:
    """It can be committed as it is; programs still find it among what no contract holds."""
    project.with_file("tests/test_pin.py", PIN)

    answer = tddgate(project, "status", at="src")
    raw = json.loads(tddgate(project, "status", "--json").out)

    assert answer.out == (
        "pin: tests/test_pin.py::test_pin\n"
        "1 new test is a pin, and needs no contract. "
        "Next: git add :/tests/test_pin.py && git commit -m 'test: add a pin'\n"
    )
    assert raw["unlocked"] == ["tests/test_pin.py::test_pin"]


def test_a_pin_beside_a_feature_is_shown(locked: Project, tddgate: Tddgate) -> None:
    """And the feature goes on."""
    answer = tddgate(locked.with_file("tests/test_pin.py", PIN), "status")

    assert "\npin: tests/test_pin.py::test_pin\n" in answer.out
    assert answer.last_line == "kept: 1 contract. Next: pytest --tdd-gate=green"


@pytest.mark.parametrize("branch", ["main", "same"])
def test_an_audit_on_the_main_branch_begins_before_the_lock(reviewed: Project, tddgate: Tddgate, branch: str) -> None:
    """Without a remote there is nothing else to compare with; nor is there on a branch that is main's equal."""
    reviewed.git("switch", "--quiet", *([] if branch == "main" else ["--create"]), branch)
    before = reviewed.git("rev-parse", "HEAD~2")[:10]

    answer = tddgate(reviewed, "status")

    assert answer.last_line == f"kept: 1 contract. Next: pytest --tdd-gate=audit --tdd-base={before}"


def test_an_audit_of_what_main_has_already_begins_before_the_lock(reviewed: Project, tddgate: Tddgate) -> None:
    """Main has gone on since."""
    reviewed.git("switch", "--quiet", "--create", "done")
    reviewed.git("branch", "--force", "main", reviewed.git("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "more"))

    answer = tddgate(reviewed, "status")

    assert f"--tdd-base={reviewed.git('rev-parse', 'HEAD~2')[:10]}" in answer.last_line


@pytest.mark.tdd_pins("the audit finds the base")
def test_an_audit_of_a_branch_finds_its_base(reviewed: Project, tddgate: Tddgate) -> None:
    """Main is where the branch left it."""
    reviewed.git("switch", "--quiet", "--create", "feature")
    reviewed.git("branch", "--force", "main", "HEAD~2")

    answer = tddgate(reviewed, "status")

    assert answer.last_line == "kept: 1 contract. Next: pytest --tdd-gate=audit"


@pytest.mark.parametrize("words", [["init"], ["init", "--write"]])
def test_at_the_top_of_several_projects_init_leads_to_their_folders(
    project: Project, tddgate: Tddgate, words: list[str]
) -> None:
    """There are no settings to add to, and no code that they could name."""
    web = project.moved_into("packages/web")
    shutil.copytree(web.root / "packages/web", web.root / "packages/core")

    answer = tddgate(project, *words)

    command = f"tddgate {' '.join(words)}"
    assert answer.code == 4
    assert f"next: cd packages/core && {command}; and: cd packages/web && {command}\n" in answer.err
    assert tddgate(project, "init", at="packages/core").code == 0


@pytest.mark.tdd_pins("as before")
def test_without_any_project_init_names_the_setting(project: Project, tddgate: Tddgate) -> None:
    """Code can be anywhere."""
    project.git("mv", "src", "examples")

    answer = tddgate(project, "init")

    assert 'next: add to pyproject.toml: [tool.tddgate] source = ["PATH"]' in answer.err
