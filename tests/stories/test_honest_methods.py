"""What stands after a method of a missing class is no fault where the method is what prepares it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.test_behind_methods import HONEST

if TYPE_CHECKING:
    from tests.project import Project


@pytest.mark.tdd_pins("honest tests were accepted before, and stay so")
def test_what_a_missing_method_would_prepare_is_no_fault(project: Project) -> None:
    """Files that it saves, errors that it raises, and things that it holds."""
    project.with_file("tests/test_basket.py", HONEST).gate("verify-fail", verdict="passed")
