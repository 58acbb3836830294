"""What stand-ins cause is no fault of a test: they loop over nothing, are false, and catch no exception."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

HONEST = """\
from importlib import import_module

import pytest

from shop.core import Build, collected, opened, parse, plugins, started


def test_the_last_row():
    for row in parse("a\\nb"):
        last = row
    assert last == "b"


def test_a_plug_in():
    for each in plugins():
        if each.name == "tax":
            break
    assert each.rate == 3


def test_what_a_choice_binds():
    result = Build("a")
    result.run()
    if result.ok:
        text = result.text
    assert text == "a"


def test_what_a_callback_binds():
    found = None

    def note(value):
        nonlocal found
        found = value

    parse("a", note)
    assert found == "a"


def test_what_it_catches():
    with opened("x", quiet=True) as errors:
        errors.clear()
        raise KeyError
    assert errors == ["KeyError"]


def test_what_it_starts():
    event = started("a")
    event.begin()
    if not event.wait(0.01):
        raise TimeoutError
    assert event.name == "a"


def test_what_it_builds(tmp_path, monkeypatch):
    project = Build("a")
    project.write(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert import_module("made_by_build").NAME == "a"


def test_what_is_collected():
    with collected() as problems:
        problems.begin()
        raise ValueError
    assert problems == [ValueError]
"""


def test_what_only_some_stand_ins_cause_is_not_the_tests(project: Project) -> None:
    """Each of these passes with the right code."""
    seen = project.with_file("tests/test_core.py", HONEST).gate("verify-fail", verdict="passed")
    assert set(seen.last.rows.values()) == {"red missing"}
