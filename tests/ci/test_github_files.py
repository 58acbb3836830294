"""The action and the workflow as files: they follow their schemas, and what auditors of workflows ask for."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ci.pipelines import ROOT, blocks_of, read_yaml

pytestmark = pytest.mark.tdd_pins("what a pipeline does is no product code")

ACTION = "action.yml"
WORKFLOW = ".github/workflows/tddgate.yml"
FULL_ID = re.compile(r"^[\w.-]+/[\w./-]+@[0-9a-f]{40}$")


def checked(*command: str) -> tuple[int, str]:
    """Exit code and screen of a tool that is installed beside pytest, run in the root of this project."""
    program = Path(sys.executable).with_name(command[0])
    done = subprocess.run([program, *command[1:]], cwd=ROOT, check=False, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def steps_of(path: str) -> list[dict[str, Any]]:
    """Every step of an action or a workflow."""
    text = read_yaml(path)
    if "runs" in text:
        return list(text["runs"]["steps"])
    return [step for job in text["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize(("schema", "path"), [("vendor.github-actions", ACTION), ("vendor.github-workflows", WORKFLOW)])
def test_the_file_follows_its_schema(schema: str, path: str) -> None:
    """As it is published by the schema store."""
    assert checked("check-jsonschema", "--builtin-schema", schema, path)[0] == 0


def test_zizmor_finds_nothing() -> None:
    """Not even in its strictest mood; nothing is looked up elsewhere."""
    code, screen = checked("zizmor", "--offline", "--no-progress", "--persona=auditor", ACTION, WORKFLOW)

    assert code == 0, screen


@pytest.mark.parametrize("path", [ACTION, WORKFLOW])
def test_no_expression_is_put_into_a_shell(path: str) -> None:
    """A title or the name of a branch can hold a command."""
    assert [step["run"] for step in steps_of(path) if "${{" in step.get("run", "")] == []


def test_every_action_is_pinned_by_a_full_commit_id() -> None:
    """A tag can be moved; this action itself comes from the commit of the workflow that was called."""
    used = [step["uses"] for step in steps_of(WORKFLOW) if "uses" in step]

    assert [each for each in used if not FULL_ID.match(each)] == ["./.tddgate-action"]


def test_the_workflow_may_read_and_nothing_else() -> None:
    """A pull request of a fork has no more, and an audit needs no more."""
    workflow = read_yaml(WORKFLOW)

    assert workflow["permissions"] == {}
    assert [job["permissions"] for job in workflow["jobs"].values()] == [{"contents": "read"}]


def test_every_checkout_keeps_no_token_and_the_callers_has_its_history() -> None:
    """An audit looks at every commit of the change."""
    checkouts = [step["with"] for step in steps_of(WORKFLOW) if step.get("uses", "").startswith("actions/checkout@")]

    assert [each["persist-credentials"] for each in checkouts] == [False, False]
    assert [each.get("fetch-depth") for each in checkouts if "repository" not in each] == [0]


def test_the_workflow_passes_on_every_input_of_the_action() -> None:
    """Whoever calls the one can say what the other takes."""
    (audit,) = [step for step in steps_of(WORKFLOW) if step.get("uses") == "./.tddgate-action"]

    assert set(audit["with"]) == set(read_yaml(ACTION)["inputs"])


def test_every_workflow_on_the_page_follows_the_schema_and_its_inputs_exist(tmp_path: Path) -> None:
    """What is copied from the page works."""
    ours = {"action": set(read_yaml(ACTION)["inputs"])}
    ours["workflow"] = set(read_yaml(WORKFLOW)[True]["workflow_call"]["inputs"])  # YAML 1.1 reads `on` as a truth value
    blocks = [each for each in blocks_of("ci.md", "yaml", "GitHub Actions") if "jobs:" in each]
    files = [tmp_path / f"{number}.yml" for number in range(len(blocks))]
    for file, block in zip(files, blocks, strict=True):
        file.write_text(block, encoding="utf-8")

    code, screen = checked("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *map(str, files))

    used = [each for block in blocks for job in yaml.safe_load(block)["jobs"].values() for each in uses_of(job)]
    assert code == 0, screen
    assert {kind for kind, _ in used} == {"action", "workflow"}
    assert [given - ours[kind] for kind, given in used] == [set()] * len(used)


def uses_of(job: dict[str, Any]) -> list[tuple[str, set[str]]]:
    """What a job uses of this project, the action or the workflow, and the inputs that it gives."""
    found = [("action", step) for step in job.get("steps", []) if "/pytest-tddgate@" in step.get("uses", "")]
    found += [("workflow", job)] if "uses" in job else []
    return [(kind, set(each.get("with", {}))) for kind, each in found]
