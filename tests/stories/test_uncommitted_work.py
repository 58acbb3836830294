"""What is left to do before a feature is done: each with the step that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project


def test_an_implementation_that_is_not_committed_is_no_stray_file(project: Project) -> None:
    """It has to be committed; a stray file is something else, and so is the way to get rid of it."""
    project.with_red_test().lock().implement().with_file("scratch.py", "x = 1\n")

    rules = ["left-over", "not-committed"]
    refused = project.gate("review", verdict="refused", rules=rules, says="open    stray files  scratch.py ").last

    assert refused.told("not-committed")[1] == "commit src/shop/discount.py, then pytest --tdd-gate=review"
    assert refused.told("left-over")[1] == (
        "remove scratch.py, have git ignore it, or commit it where it belongs, then pytest --tdd-gate=review"
    )
