"""A run that `-x` stops at a failing test: the failure is what is told first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project


@pytest.mark.parametrize("workers", [(), ("-n2",)])
def test_the_failure_that_stopped_the_run_is_told(project: Project, workers: tuple[str, ...]) -> None:
    """With workers as without: nobody has interrupted the run, and it is judged."""
    wrong = "def discount(price):\n    return price\n"
    project.with_red_test().lock().with_file("src/shop/discount.py", wrong)

    ran = project.gate("green", "-x", *workers, verdict="refused", rules=["not-green", "run-cut-short"]).last

    assert ran.findings[0].startswith("tests/test_discount.py::test_discount failed in call")
    assert "the run was stopped: stopping after 1 failures" in ran.findings[1]
