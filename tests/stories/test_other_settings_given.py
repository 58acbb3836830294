"""A broken existing test is not hidden by settings that the command line names, and is not taken for a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project


@pytest.mark.parametrize("args", [("-c", "other.ini"), ("-cother.ini",), ("--config-file=other.ini",)])
def test_settings_of_another_file_are_undecided(project: Project, args: tuple[str, ...]) -> None:
    """It says what a test is, and leaves the broken one out."""
    locked = project.with_red_test().lock().implement()
    locked.with_file("src/shop/cart.py", "def total(prices):\n    return -sum(prices)\n")
    locked.with_file("other.ini", "[pytest]\npythonpath = src\npython_functions = test_discount\n")

    locked.gate("green", *args, verdict="undecided", says="the settings of this run are those of other.ini")
