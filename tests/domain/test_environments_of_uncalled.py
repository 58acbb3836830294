"""A function that no test calls has not asked for its environment: nothing in it is another environment's."""

from __future__ import annotations

from pytest_tddgate.domain.python.other_environments import lines_by_environment

PRICED = """\
import sys


def priced(value):
    if sys.platform == "linux":
        value = value * 2
        return value
    return value
"""
READER = """\
def read(text):
    try:
        import tomllib
    except ImportError:
        import tomli as tomllib
    return tomllib.loads(text)
"""


def test_the_branch_of_this_platform_counts_where_nobody_asked() -> None:
    """Else code that no test runs could stand below a question whose answer is yes."""
    assert lines_by_environment(PRICED.encode(), frozenset({5, 6, 7, 8})) == frozenset()
    assert lines_by_environment(PRICED.encode(), frozenset({6, 7})) == {6, 7}


def test_so_does_what_handles_an_import_that_was_not_tried() -> None:
    """Where it was tried, the other way is another environment's."""
    assert lines_by_environment(READER.encode(), frozenset({2, 3, 4, 5, 6})) == frozenset()
    assert lines_by_environment(READER.encode(), frozenset({4, 5})) == {4, 5}
