"""Which lines of a module have run when it was imported, whatever the branches are that it takes."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.import_lines import lines_at_import

SOURCE = b'''\
"""A module."""

import os

LIMIT = (
    3
)


@decorated
def limit():
    return LIMIT


class Limits:
    most = 4

    def least(self):
        return self.most

    if os.name == "nt":
        most = 5


if LIMIT > 2:
    SMALL = False
try:
    import rich
except ImportError:
    rich = None
for each in []:
    print(each)
with open(os.devnull) as null:
    TEXT = null.read()
'''


def test_what_an_import_runs_in_any_case() -> None:
    """Bodies of functions have not run, and of a branch nobody knows."""
    assert lines_at_import(SOURCE) == {1, 3, 5, 10, 11, 15, 16, 18, 21, 25, 27, 28, 31, 33, 34}


@pytest.mark.parametrize("source", [b"", b"if\n", b"x = '\0'"])
def test_what_is_no_python_has_run_nothing(source: bytes) -> None:
    """There is nothing that could have been imported."""
    assert lines_at_import(source) == frozenset()
