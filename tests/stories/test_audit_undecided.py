"""What the audit cannot decide, or cannot use: it says what is missing, and how to get it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.project import Project

BASE = "--tdd-base=main"


def test_a_shallow_clone(branch: Project, tmp_path: Path) -> None:
    """CI clones one commit by default."""
    clone = tmp_path / "shallow"
    branch.git("clone", "--quiet", "--depth=1", f"file://{branch.root}", str(clone))

    type(branch)(clone).gate("audit", "--tdd-base=origin/main", verdict="undecided", says="fetch-depth: 0")


def test_no_base(project: Project) -> None:
    """On the main branch itself there is nothing to compare with, unless it is named."""
    project.gate("audit", verdict="undecided", says="--tdd-base=REV")


def test_the_remote_main_branch_is_the_base_unless_one_is_named(branch: Project, tmp_path: Path) -> None:
    """As it is in most pipelines."""
    clone = tmp_path / "clone"
    branch.git("clone", "--quiet", str(branch.root), str(clone))
    there = type(branch)(clone)
    there.git("fetch", "--quiet", "origin", "main:refs/remotes/origin/main")

    there.gate("audit", verdict="passed")


def test_a_base_that_shares_no_history(branch: Project) -> None:
    """Nothing can be said of a range that has no beginning."""
    branch.git("checkout", "--quiet", "--orphan", "island")
    branch.commit("another beginning")

    branch.gate("audit", BASE, verdict="undecided", says="share no history")


def test_a_setup_command_that_fails(project: Project) -> None:
    """Its own words are shown."""
    settings = project.text("pyproject.toml") + '\n[tool.tddgate.audit]\nsetup = "{python} no_such_program.py"\n'
    project.with_file("pyproject.toml", settings).commit("settings")
    project.git("switch", "--quiet", "--create", "feature/discount")
    project.with_red_test().lock().implement().commit("feat: discount")

    project.gate("audit", BASE, verdict="undecided", says="no_such_program.py")


def test_a_subject_that_is_imported_from_elsewhere(branch: Project, tmp_path: Path) -> None:
    """The tests would judge other code than the commit's."""
    elsewhere = tmp_path / "elsewhere" / "shop"
    elsewhere.mkdir(parents=True)
    for name in ("__init__.py", "cart.py", "discount.py"):
        (elsewhere / name).write_bytes((branch.root / "src/shop" / name).read_bytes())
    branch.git("switch", "--quiet", "main")
    branch.replace("pyproject.toml", '["src"]', f'["{elsewhere.parent}"]').commit("chore: path")
    branch.git("switch", "--quiet", "feature/discount")
    branch.git("rebase", "--quiet", "main")

    ran = branch.gate("audit", BASE, verdict="undecided", says="is imported from").last
    assert "[tool.tddgate.audit] setup" in ran.output


def test_an_unknown_mode(branch: Project) -> None:
    """An option with a value that it does not know is a wrong call."""
    branch.gate("audit", BASE, "--tdd-audit=quick", verdict="unusable", says="static")
