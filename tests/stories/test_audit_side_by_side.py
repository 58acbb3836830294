"""An audit whose replays run side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project


def test_replays_run_side_by_side(branch: Project) -> None:
    """Each in a process of its own, with a tree of its own; the report names them in the order of the locks."""
    branch.with_red_test("tax").lock("tax").implement("tax").commit("feat: tax")

    ran = branch.gate("audit", "--tdd-base=main", "--tdd-budget=0", "--tdd-workers=2", verdict="passed").last

    assert "red at 2 locks, side by side" in ran.output
    assert re.findall(r"^  red +1 of 1 tests at the lock +(\w+)", ran.output, re.MULTILINE) == ["discount", "tax"]
