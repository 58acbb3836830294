"""A test file that this environment has never been able to collect does not count against a change, at green either."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project


def test_a_file_that_the_base_cannot_collect_either(project: Project) -> None:
    """It wants a package that is not installed here."""
    project.with_file("tests/test_types.py", "import not_installed_here\n\n\ndef test_types():\n    pass\n").commit()
    project.with_red_test().lock().implement()

    project.gate("green", verdict="passed", says="not collected here, as at the base: tests/test_types.py")
