"""A test file that cannot be collected beside another one, at the base as well: no change has broken it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

STRICT = "import warnings\n\nwarnings.simplefilter('error')\n\n\ndef test_nothing():\n    assert True\n"
CLASS = "class TestSuite:\n    def __init__(self):\n        self.tests = []\n"
USER = "from shop.testing import TestSuite\n\n\ndef test_suite():\n    assert TestSuite().tests == []\n"


def test_a_file_that_the_whole_suite_breaks_at_the_base_is_only_named(project: Project) -> None:
    """Alone it can be collected; pytest's warning about its class is an error only beside the other file."""
    project.with_file("src/shop/testing.py", CLASS).with_file("tests/test_a.py", STRICT)
    project.with_file("tests/test_suites.py", USER).commit()

    locked = project.with_red_test().lock()

    locked.implement().gate("green", verdict="passed", says="tests/test_suites.py")
