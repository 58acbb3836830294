"""A new test for another version, in a file that cannot be imported before the code is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

TESTS = """import sys

import pytest

from shop.ends import native


def test_here():
    assert native("a") == "a;"


@pytest.mark.skipif(sys.version_info < (4, 0), reason="Python 4")
def test_there():
    assert native("a") == "a:"
"""
CODE = "def native(text):\n    return f'{text};'\n"


def test_it_is_left_to_its_place_too(project: Project) -> None:
    """The run with stand-ins shows that it is skipped."""
    locked = project.with_file("tests/test_ends.py", TESTS).lock("ends")

    assert "not locked: tests/test_ends.py::test_there (Python 4)" in locked.last.output
    locked.with_file("src/shop/ends.py", CODE).commit("feat: ends").gate("green", verdict="passed")
