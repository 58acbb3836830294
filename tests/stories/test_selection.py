"""A run that leaves committed tests out cannot show that they still pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--collect-only"], "no committed test ran"),
        (["-k", "discount"], "1 tests were deselected by -k or -m"),
        (["tests/test_discount.py"], "no committed test ran"),
    ],
)
def test_a_run_without_the_committed_tests_is_undecided(project: Project, args: list[str], says: str) -> None:
    """Silence is not a pass."""
    red = project.with_red_test()

    red.gate("verify-fail", *args, verdict="undecided", says=says)
