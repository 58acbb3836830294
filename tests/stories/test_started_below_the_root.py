"""A gate that was started in a folder without tests, as happens in `src`; and a lock that Ctrl-C came too late for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable


def red(project: Project) -> Project:
    """A new test."""
    return project.with_red_test()


def locked(project: Project) -> Project:
    """A locked test and its code."""
    return project.with_red_test().lock().implement()


@pytest.mark.parametrize(("made", "gate"), [(red, "verify-fail"), (locked, "green")])
def test_the_next_step_leads_to_the_folder_of_the_project(
    made: Callable[[Project], Project], gate: str, project: Project
) -> None:
    """Pytest heeds `testpaths` only there."""
    below = Project(made(project).root, directory="src")

    undecided = below.gate(gate, verdict="undecided", says="undecided: pytest found no test below src\n")

    assert undecided.last.output.endswith(f"  next: cd .. && pytest --tdd-gate={gate}\n")


@pytest.mark.tdd_pins("mended together with closed streams")
def test_an_interrupt_after_the_commit_does_not_hide_the_commit(project: Project) -> None:
    """The user has to know that the tests are locked."""
    hook = project.root / ".git/hooks/post-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nkill -INT $(ps -o ppid= -p $PPID)\nsleep 1\n")
    hook.chmod(0o755)

    ran = project.with_red_test().run("--tdd-gate=lock", "--tdd-feature=discount")

    assert ran.last_line.startswith("passed: discount is locked"), ran.output
