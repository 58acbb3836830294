"""Wrong code runs in forks: what it reaches for outside of the tests' own folders is not done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

TESTS = """\
from shop.notes import clean


def test_clean(tmp_path):
    (tmp_path / "notes.txt").touch()
    clean(str(tmp_path))
    assert list(tmp_path.iterdir()) == []
"""
CODE = """\
import os


def clean(folder):
    path = "notes.txt"
    if folder:
        path = os.path.join(folder, path)
    os.remove(path)
"""


def test_a_file_of_the_user_stays(started: Project) -> None:
    """A mutant that would remove it is stopped, and counts neither as noticed nor as a survivor."""
    started.with_file("tests/test_notes.py", TESTS).lock().with_file("src/shop/notes.py", CODE)
    (started.root / "notes.txt").write_text("mine")

    green = started.gate("green", verdict="passed").last

    assert (started.root / "notes.txt").read_text() == "mine"
    assert re.search(r"^note: mutants: \d+ were stopped: ", green.output, re.MULTILINE)
    assert re.search(r"^note: mutants: \d+ of \d+ were noticed", green.output, re.MULTILINE)


def test_a_stopped_mutant_leaves_a_rule_that_refuses_undecided(started: Project) -> None:
    """Nobody knows what the tests would have said."""
    text = started.text("pyproject.toml") + '[tool.tddgate.rules]\nnot-minimal = "refuse"\n'
    started.with_file("pyproject.toml", text).commit_settings()
    started.with_file("tests/test_notes.py", TESTS).lock().with_file("src/shop/notes.py", CODE)
    (started.root / "notes.txt").write_text("mine")

    green = started.gate("green", verdict="undecided").last

    assert "were stopped" in green.output
