"""A hook that formats the tests while they are committed: nothing is locked that the commit does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

TEST = "tests/test_discount.py"
CONTRACT = ".tddgate/contracts/discount.json"
AGAIN = "pytest --tdd-gate=lock --tdd-feature=discount"
FORMAT = f'grep -q formatted {TEST} || echo "# formatted" >> {TEST}'


@pytest.mark.parametrize("script", [f"{FORMAT}; git add {TEST}", FORMAT], ids=["added", "not-added"])
def test_what_a_hook_formatted_is_locked_the_second_time(project: Project, script: str) -> None:
    """The first time the commit is taken back, and the formatting stays in the work tree."""
    project.with_file(".git/hooks/pre-commit", f"#!/bin/sh\n{script}\n")
    (project.root / ".git/hooks/pre-commit").chmod(0o755)
    before = project.with_red_test().head

    refused = project.gate("lock", "--tdd-feature=discount", verdict="refused", rules=["commit-rejected"])

    assert refused.last.findings == [f"git did not commit the contract: a hook changed {TEST}"]
    assert refused.last.told("commit-rejected") == ("", AGAIN)
    assert refused.last.last_line.endswith(AGAIN)
    assert (refused.head, refused.git("status", "--porcelain")) == (before, f"?? {TEST}")
    assert refused.text(TEST).endswith("# formatted\n")

    locked = refused.lock()

    assert locked.git("status", "--porcelain") == ""
    locked.implement("discount").gate("green", verdict="passed")
