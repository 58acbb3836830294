"""`tddgate draft`: a diff that can be applied, and that opens no gate by itself."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.project import git_environment

if TYPE_CHECKING:
    from tests.project import Project

DRAFT = "import sys; from pytest_tddgate.cli import main; sys.exit(main(sys.argv[1:]))"


def draft(project: Project, *args: str) -> tuple[int, str]:
    """Exit code and output of the command."""
    done = subprocess.run(
        [sys.executable, "-c", DRAFT, "draft", *args],
        cwd=project.root,
        env=git_environment(),
        check=False,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_draft_is_a_diff_that_git_applies_and_no_gate_accepts(project: Project) -> None:
    """It begins with the behaviours that the contract's tests name; a second draft has nothing to add."""
    project.with_file("CHANGELOG.md", "# Changelog\n\n## Unreleased\n").with_file("docs/index.md", "# shop\n").commit()
    project.with_red_test().lock().implement()

    code, shown = draft(project)
    before = project.git("status", "--porcelain")
    (project.root.parent / "draft.diff").write_text(shown, encoding="utf-8")
    project.git("apply", "../draft.diff")

    assert (code, before) == (0, "?? src/shop/discount.py")
    assert "tests/test_discount.py::test_discount" in shown
    assert '"""TODO: say what discount does with price."""' in project.text("src/shop/discount.py")
    assert "TODO: discount" in project.text("CHANGELOG.md")
    project.gate("docs", verdict="refused", rules=["placeholder-docs", "changelog-missing", "docs-silent"])
    assert draft(project) == (0, "nothing to draft. Next: pytest --tdd-gate=docs\n")


def test_write_puts_the_same_into_the_files(project: Project) -> None:
    """What somebody has written stays as it is."""
    project.with_red_test().lock().implement()

    code, said = draft(project, "--write")

    assert (code, "src/shop/discount.py" in said) == (0, True)
    assert '"""TODO: say what discount does with price."""' in project.text("src/shop/discount.py")
