"""A new test file whose tests are made when it is imported: where that fails, nobody can tell which they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

MADE = """\
from shop.discount import discount


def made(price, wanted):
    def test():
        assert discount(price) == wanted

    return test


test_hundred = made(100, 90)
test_fifty = made(50, 45)
"""
INSIDE = MADE.replace("from shop.discount import discount\n\n\n", "").replace(
    "        assert", "        from shop.discount import discount\n\n        assert"
)


def test_what_cannot_be_imported_may_hold_tests(project: Project) -> None:
    """They are no `nothing-new`, and beside other new tests they do not go unseen."""
    project.with_file("tests/test_made.py", MADE)

    alone = project.gate("verify-fail", verdict="undecided").last
    project.with_file(
        "tests/test_refund.py", "from shop.refund import refund\n\n\ndef test_it():\n    assert refund(1) == 2\n"
    )
    beside = project.gate("verify-fail", verdict="undecided").last

    for ran in (alone, beside):
        assert "undecided: which tests tests/test_made.py holds is unknown: it cannot be imported" in ran.output
        assert "next: import shop.discount inside its tests, or begin with an outline of it" in ran.output


@pytest.mark.tdd_pins("the other side: it holds today")
def test_what_can_be_imported_shows_its_tests(project: Project) -> None:
    """Each is red by itself."""
    project.with_file("tests/test_made.py", INSIDE)

    project.gate("verify-fail", verdict="passed", says="2 tests are red for the right reason")
