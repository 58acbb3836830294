"""What the user's own `-m` and `-k` leave out is left out of the runs that the gate adds, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

SLOW = """\
import pathlib

import pytest

from shop.cart import total


@pytest.mark.stress
def test_stress():
    pathlib.Path(__file__).with_name("stressed.txt").write_text("ran")
    assert total([1]) == 1
"""
MARKERS = '[tool.pytest.ini_options]\nmarkers = ["stress: takes hours"]\n'


@pytest.mark.parametrize("selection", ["-m 'not stress'", "-k 'not stress'"])
def test_mutants_are_not_tried_against_it(project: Project, selection: str) -> None:
    """The rest of the suite is asked about what the contract's tests let survive: the suite as the user runs it."""
    settings = f'{MARKERS}addopts = "{selection}"\n'
    project.replace("pyproject.toml", "[tool.pytest.ini_options]\n", settings)
    project.with_file("tests/test_stress.py", SLOW).commit().with_red_test().lock().implement()

    ran = project.gate("green", verdict="passed").last

    assert "mutant-survived" in ran.advised
    assert not (project.root / "tests/stressed.txt").exists()
