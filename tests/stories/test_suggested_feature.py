"""On a main branch the next command names the feature by its new test file: it runs as it stands."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project


def test_the_next_command_of_verify_fail_can_be_run(project: Project) -> None:
    """And the lock that it starts passes."""
    red = project.with_red_test().gate("verify-fail", verdict="passed")

    command = red.last.last_line.rpartition("Next: ")[2]
    assert command == "pytest --tdd-gate=lock --tdd-feature=discount"
    red.gate("lock", *shlex.split(command)[2:], verdict="passed", says="discount is locked: 1 test in commit")


def test_a_lock_without_a_name_suggests_one(project: Project) -> None:
    """One that no contract has."""
    locked = project.with_red_test().lock().implement().commit("feat: discount")
    locked.with_file("tests/test_discount.py", locked.text("tests/test_discount.py") + "\n\ndef test_b(): assert 0\n")

    nameless = locked.gate("lock", verdict="unusable")

    assert "next: pytest --tdd-gate=lock --tdd-feature=discount-2" in nameless.last.output
