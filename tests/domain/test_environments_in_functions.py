"""A function asks for its environment as well: no run takes both ways, and few tests pretend to be elsewhere."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.other_environments import lines_by_environment

PATH = """\
import sys


class Finder:
    def path(self):
        if sys.platform == "win32":
            path = "C:/shop"
            return path
        return "/shop"
"""
READER = """\
def read(text):
    try:
        import tomllib
    except ImportError:
        import tomli as tomllib
    if text.startswith("#"):
        text = text[1:]
    return tomllib.loads(text)
"""


def test_a_branch_of_another_platform() -> None:
    """In a method; what runs everywhere counts."""
    assert lines_by_environment(PATH.encode()) == {7, 8}


def test_an_optional_import() -> None:
    """What handles its failure; a question about an argument is none about the environment."""
    assert lines_by_environment(READER.encode()) == {4, 5}


@pytest.mark.tdd_pins("what is handed in must go on to count")
def test_what_a_function_itself_calls_so_is_no_fact() -> None:
    """A parameter, or a name that it gives, is what a test hands in."""
    parameter = PATH.replace("path(self)", "path(self, sys)")
    assert lines_by_environment(parameter.encode()) == frozenset()
    given = PATH.replace("        if", "        sys = self.system\n        if")
    assert lines_by_environment(given.encode()) == frozenset()


def test_an_import_of_its_own() -> None:
    """It is known inside of the function, and nowhere else."""
    inner = PATH.replace("import sys\n", "").replace("        if", "        import sys\n\n        if")
    assert lines_by_environment(inner.encode()) == {8, 9}
    other = inner + "\n    def other(self):\n        if sys.platform == 'win32':\n            return 1\n"
    assert lines_by_environment(other.encode()) == {8, 9}
