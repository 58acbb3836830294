"""What green names as the next step, where the implementation is committed already."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project


def test_what_is_committed_need_not_be_committed_again(branch: Project) -> None:
    """An agent that does as it is told would fail: there is nothing to commit."""
    ran = branch.run("--tdd-gate=green", "--tdd-report=json:gate.json")

    assert ran.last_line.endswith("Next: pytest --tdd-gate=docs")
    step = json.loads(branch.text("gate.json"))["next"]
    assert (step["verb"], step["command"]) == ("run", "pytest --tdd-gate=docs")
