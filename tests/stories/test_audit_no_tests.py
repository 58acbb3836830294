"""A project without a test cannot be audited by running it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project


@pytest.mark.tdd_pins("found by trying the audit as a newcomer would")
def test_a_project_without_a_test_is_undecided(project: Project) -> None:
    """Neither the base nor the head says anything about the code."""
    project.without_file("tests/test_cart.py").commit("no test")
    project.git("switch", "--quiet", "--create", "feature/docs")
    project.with_file("README.md", "A shop.").commit("docs: readme")

    output = project.gate("audit", "--tdd-base=main", verdict="undecided", says="there is no test").last.output

    assert "1 commit · no new contracts" in output
