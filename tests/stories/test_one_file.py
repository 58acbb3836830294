"""A gate that was given the new file alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project


def test_what_leaves_the_other_tests_out_is_named(project: Project) -> None:
    """The path did, and no other option."""
    path = "tests/test_discount.py"

    ran = project.with_red_test().gate("verify-fail", path, verdict="undecided", says="no committed test ran").last

    assert ran.last_line == "undecided: no committed test ran. Next: run the gate without paths"
