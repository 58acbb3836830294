"""Compiled files of somebody else, beside locked tests: where Python keeps its own elsewhere, they are no obstacle."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project


def test_green_needs_no_compiled_file_that_python_does_not_look_at(project: Project) -> None:
    """Without the variable they would have to be removed, and this one cannot be: it is a folder."""
    locked = project.with_red_test().lock().implement()
    (locked.root / "tests" / "__pycache__" / "test_discount.old.pyc").mkdir(parents=True)

    undecided = locked.run("--tdd-gate=green")
    elsewhere = locked.run("--tdd-gate=green", PYTHONPYCACHEPREFIX=str(project.root.parent / "compiled"))

    assert undecided.exit_code == 11, undecided.output
    assert "tests/__pycache__/test_discount.old.pyc cannot be removed" in undecided.output
    assert "next: export PYTHONPYCACHEPREFIX=$(mktemp -d), then run this command again" in undecided.output
    assert elsewhere.exit_code == 0, elsewhere.output
