"""What a gate keeps of its runs, and where."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from tests.project import EXIT_CODES, Project, git_environment

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ".git/tddgate/records"


def kept(project: Project) -> list[dict[str, Any]]:
    """Every record, oldest first."""
    files = sorted((project.root / FOLDER).glob("*.json"))
    return [json.loads(each.read_text(encoding="utf-8")) for each in files]


def gate(project: Project, name: str, *args: str) -> int:
    """The exit code of a gate that is run as a user would, with pytest's cache."""
    command = [sys.executable, "-m", "pytest", f"--tdd-gate={name}", *args]
    return subprocess.run(command, cwd=project.root, env=git_environment(), check=False, capture_output=True).returncode


def test_each_judged_run_is_kept_beside_gits_own_files(branch: Project) -> None:
    """With what the report for machines says, the commit, and the state of the tree that was judged."""
    assert gate(branch, "green") == EXIT_CODES["passed"]
    branch.with_file("NOTES.md", "more\n").with_file("src/shop/discount.py", "def discount(price):\n    return 90\n")
    assert gate(branch, "green") == EXIT_CODES["refused"]

    first, second = kept(branch)

    assert [each["report"]["verdict"] for each in (first, second)] == ["passed", "refused"]
    assert (first["schema"], first["head"]) == ("tddgate/record/1", branch.head)
    assert first["code"] != second["code"]


def test_a_commit_changes_neither_state(branch: Project) -> None:
    """What was judged before a commit has been judged after it; prose is part of the tree, and not of the code."""
    branch.with_file("src/shop/tax.py", "VAT = 19\n")
    gate(branch, "green")
    branch.commit()
    gate(branch, "green")
    branch.with_file("NOTES.md", "more\n")
    gate(branch, "green")

    uncommitted, committed, noted = kept(branch)

    assert (uncommitted["code"], uncommitted["tree"]) == (committed["code"], committed["tree"])
    assert (noted["code"], noted["tree"] == committed["tree"]) == (committed["code"], False)


def test_whoever_switches_the_cache_off_keeps_nothing(branch: Project) -> None:
    """As with pytest's own cache and the mutants'."""
    branch.gate("verify-fail", verdict="refused", rules=["nothing-new"])

    assert not (branch.root / FOLDER).exists()


def test_what_was_not_judged_is_not_kept(branch: Project) -> None:
    """A wrong option says nothing about the change."""
    assert gate(branch, "green", "--tdd-base=nowhere") == EXIT_CODES["unusable"]

    assert kept(branch) == []


def test_a_worktree_keeps_its_runs_with_those_of_the_others(branch: Project, tmp_path: Path) -> None:
    """One repository, one place to look."""
    branch.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "other"))
    other = Project(tmp_path / "other")

    assert gate(other, "green") == EXIT_CODES["passed"]

    assert len(kept(branch)) == 1
