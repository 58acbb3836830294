"""What showed when audits were run by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.project import Project

BASE = "--tdd-base=main"


def test_a_clone_of_one_commit_says_how_to_get_the_base(branch: Project, tmp_path: Path) -> None:
    """A clone with --depth has one branch as well, so that a plain --unshallow would not bring main."""
    branch.git("clone", "--quiet", "--depth=1", branch.root.as_uri(), str(tmp_path / "clone"))
    clone = type(branch)(tmp_path / "clone")

    ran = clone.run("--tdd-gate=audit", "--tdd-audit=static")

    assert ran.exit_code == 11, ran.output
    assert "next: git fetch --unshallow origin 'refs/heads/*:refs/remotes/origin/*'" in ran.output


def test_what_python_warns_of_in_the_code_is_not_the_gates_to_say(branch: Project) -> None:
    """It has no file and no line there, and whoever runs the code hears it."""
    branch.with_file("src/shop/words.py", 'WORD = "\\w"\n').commit("feat: words")

    ran = branch.run("--tdd-gate=audit", "--tdd-audit=static", BASE)

    assert "SyntaxWarning" not in ran.output
