"""What to do about a total that is too low: the lines that are meant lie in files that the table does not show."""

from __future__ import annotations

from pytest_tddgate.domain.rules.every import rule


def test_the_step_names_the_command_that_lists_the_lines() -> None:
    """And the way for a project that has never had so much."""
    step = rule("low-coverage").next_step

    assert "pytest --cov --cov-report=term-missing" in step
    assert "min-coverage in [tool.tddgate]" in step
