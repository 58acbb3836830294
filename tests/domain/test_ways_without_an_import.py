"""What takes the place of an optional import is another environment's, however it is written."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.other_environments import lines_by_environment

NESTED = """\
def read(text):
    try:
        import tomllib
    except ImportError:
        try:
            import tomli as tomllib
        except ImportError:
            raise RuntimeError("no TOML")
    return tomllib.loads(text)
"""
BELOW_A_PLATFORM = """\
import sys


def read(text):
    if sys.platform == "win32":
        try:
            import winreg
        except ImportError:
            winreg = None
        return winreg
    return text
"""
PART_OF_IT = """\
def read(text):
    try:
        import tomllib
        loads = tomllib.loads
    except ImportError:
        loads = None
    return loads(text)
"""
DEFINED_WITH_IT = """\
try:
    import icu

    def key(text):
        return icu.key(text)

except ImportError:

    def key(text):
        return text
"""
HIDDEN = """\
def read(text):
    try:
        import tomllib
        loads = made(tomllib)
    except ImportError:
        loads = None
    return loads(text)
"""


def test_an_import_in_place_of_an_import() -> None:
    """The inner one was not tried, because the outer one was there."""
    assert lines_by_environment(NESTED.encode(), frozenset({4, 5, 6, 7, 8})) == {4, 5, 6, 7, 8}


def test_an_import_on_another_platform() -> None:
    """All of the branch that was not taken."""
    assert lines_by_environment(BELOW_A_PLATFORM.encode(), frozenset({6, 7, 8, 9, 10})) == {6, 7, 8, 9, 10}


def test_a_part_of_what_is_imported() -> None:
    """To give it a name cannot fail as an import does."""
    assert lines_by_environment(PART_OF_IT.encode(), frozenset({5, 6})) == {4, 5, 6}


def test_functions_that_are_defined_with_it() -> None:
    """Those of the way that was not taken, whichever that was."""
    assert lines_by_environment(DEFINED_WITH_IT.encode(), frozenset({4, 5})) >= {4, 5}
    assert lines_by_environment(DEFINED_WITH_IT.encode(), frozenset({7, 9, 10})) == {7, 9, 10}


@pytest.mark.tdd_pins("what can fail by itself, and what no test calls, must go on to count")
def test_what_goes_on_to_count() -> None:
    """A call beside the import could raise; a function that nobody called has tried nothing."""
    assert lines_by_environment(HIDDEN.encode(), frozenset({5, 6})) == frozenset()
    assert lines_by_environment(NESTED.encode(), frozenset(range(2, 10))) == frozenset()
    asked = DEFINED_WITH_IT + "\n\nif key:\n    ORDER = 1\nelse:\n    ORDER = 2\n"
    assert 16 not in lines_by_environment(asked.encode(), frozenset({7, 9, 10, 16}))
