"""Green without a contract: what a block leaves to another platform, or a base class to its subclasses, is no test."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

TESTS = """import sys
import unittest

from shop.ends import Native

if sys.platform == "plan9":

    def test_there():
        assert Native().end("a") == "a:"


class TestEnds(unittest.TestCase):
    make = None

    @classmethod
    def setUpClass(cls):
        if cls is TestEnds:
            raise unittest.SkipTest("abstract")

    def test_end(self):
        assert self.make().end("a") == "a;"


class TestNative(TestEnds):
    make = Native
"""
CODE = "class Native:\n    def end(self, text):\n        return f'{text};'\n"


def test_they_are_in_nobodys_way(project: Project) -> None:
    """The controls of green run what the run itself has run."""
    written = project.with_file("tests/test_ends.py", TESTS).with_file("src/shop/ends.py", CODE)

    written.gate("green", "--tdd-base=HEAD", verdict="passed")
