"""A gate at the top of a repository whose projects lie in folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.project import Project

if TYPE_CHECKING:
    from pathlib import Path


def test_the_folder_in_which_the_gate_belongs_is_named(project: Project) -> None:
    """There the package can be imported: nothing has to be installed."""
    project.moved_into("packages/web").commit()
    test = "from shop.discount import discount\n\n\ndef test_discount():\n    assert discount(100) == 90\n"
    project.with_file("packages/web/tests/test_discount.py", test)
    top: Path = project.root

    refused = Project(top).gate("verify-fail", verdict="refused", rules=["broken-environment"])

    place, next_step = refused.last.told("broken-environment")
    assert (place, next_step) == (
        "packages/web/tests/test_discount.py:1",
        "cd packages/web && pytest --tdd-gate=verify-fail",
    )
