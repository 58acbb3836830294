"""Tests that a class inherits from a changed file: the letters agree with the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

CHECKS = "class Checks:\n    pass\n"
HEIRS = "from checks import Checks\n\n\nclass TestOne(Checks):\n    pass\n\n\nclass TestTwo(Checks):\n    pass\n"
NEW = """\
class Checks:
    def test_of_a_price(self):
        from shop.discount import discount

        assert discount(730) == 657
"""


def test_an_inherited_test_that_is_red_is_shown_red(project: Project) -> None:
    """The file with the class that inherits does not change."""
    base = project.with_file("tests/checks.py", CHECKS).with_file("tests/test_heirs.py", HEIRS).commit()

    ran = base.with_file("tests/checks.py", NEW).gate("verify-fail", verdict="passed").last

    assert "2 red" in ran.output, ran.output
    assert "2 failed" not in ran.output, ran.output
