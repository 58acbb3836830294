"""What an audit leaves behind, for the badge and for a report that is asked for later."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.project import EXIT_CODES, Project, git_environment

if TYPE_CHECKING:
    from pathlib import Path

REPORT = "import sys; from pytest_tddgate.cli import main; sys.exit(main(['report', *sys.argv[1:]]))"


def said(project: Project, *command: str) -> tuple[int, str]:
    """The exit code and the output of a command of Python's, run as a user would, with pytest's cache."""
    ran = subprocess.run(
        [sys.executable, *command], cwd=project.root, env=git_environment(), check=False, capture_output=True, text=True
    )
    return ran.returncode, ran.stdout + ran.stderr


def audited(project: Project, *args: str) -> int:
    """The exit code of an audit against the main branch."""
    return said(project, "-m", "pytest", "--tdd-gate=audit", "--tdd-base=main", *args)[0]


def kept(project: Project) -> list[dict[str, Any]]:
    """Every record, oldest first."""
    files = sorted((project.root / ".git/tddgate/records").glob("*.json"))
    return [json.loads(each.read_text(encoding="utf-8")) for each in files]


def test_an_audit_is_kept_with_its_commit_alone(branch: Project) -> None:
    """Of a checkout without a branch, too; it says nothing of the files that lie around."""
    branch.git("switch", "--quiet", "--detach")

    assert audited(branch) == EXIT_CODES["passed"]

    (record,) = kept(branch)
    told = said(branch, "-c", REPORT, "json", "--gate=audit")
    badge = said(branch, "-c", REPORT, "--badge=-")
    assert (record["head"], record["code"], record["tree"], record["folder"]) == (branch.head, "", "", "")
    assert (told[0], json.loads(told[1])) == (0, record["report"])
    assert "<title>test first: passed (audit, " in badge[1]


@pytest.mark.tdd_pins("no audit was kept before; this one is kept from being so")
def test_a_static_audit_is_not_kept(branch: Project) -> None:
    """It ran nothing, and a badge that says passed would say more than it showed."""
    assert audited(branch, "--tdd-audit=static") == EXIT_CODES["passed"]

    assert kept(branch) == []


@pytest.mark.tdd_pins("it was so before")
def test_where_nothing_can_be_kept_an_audit_judges_all_the_same(branch: Project, tmp_path: Path) -> None:
    """A place that cannot be written to costs a record, and no verdict; a wrong base is no verdict at all."""
    (branch.root / ".git/tddgate").write_text("in the way", encoding="utf-8")

    assert audited(branch, f"--tdd-report=json:{tmp_path / 'a.json'}") == EXIT_CODES["passed"]
    assert audited(branch, "--tdd-base=nowhere") == EXIT_CODES["unusable"]
