"""Settings of coverage that leave the changed files out altogether: nobody can tell what the tests cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

OLD = "[coverage:run]\ninclude =\n  src/shop/cart.py\n  tests/*\n"
WHOLE = "[coverage:run]\ninclude =\n  src/*\n  tests/*\n"


def test_an_old_include_that_does_not_know_the_package(project: Project) -> None:
    """The base says so, the change does not: that is no fault of the change, and no proof either."""
    project.with_file("setup.cfg", OLD).commit()
    project.with_red_test().lock().implement()

    ran = project.gate("green", verdict="undecided").last

    assert "include in coverage's settings leaves out src/shop/discount.py" in ran.output
    assert "next: add src/shop/* to include" in ran.output
    assert "lines are covered" not in ran.output


@pytest.mark.tdd_pins("it was so before")
def test_an_include_that_the_change_narrows(project: Project) -> None:
    """Then it is the change that hides its files, and what is hidden counts as missed."""
    project.with_file("setup.cfg", WHOLE).commit()
    project.with_red_test().lock().implement().with_file("setup.cfg", OLD)

    project.gate("green", verdict="refused", rules=["coverage-excluded", "low-diff-coverage"])
