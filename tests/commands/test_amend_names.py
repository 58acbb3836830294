"""A refused amendment names the feature that it was about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project


def test_a_change_that_is_no_formatting_is_to_be_given_a_reason(locked: Project, tddgate: Tddgate) -> None:
    """By a command that can be copied."""
    edited = locked.replace("tests/test_discount.py", "discount(5) == 5", "discount(5) == 4")

    answer = tddgate(edited, "amend", "discount", "--format-only")

    assert 'give the reason: tddgate amend discount --reason "…"' in answer.err
