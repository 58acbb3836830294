"""The command by which an item of the checklist is shown can be run as it stands."""

from __future__ import annotations

import shlex
import sys

import pytest

from pytest_tddgate.domain.configuration.review_settings import ReviewSettings
from pytest_tddgate.gates.panel.panel import linters_of


def shown_by(types: str) -> str:
    """What the checklist prints for this type checker."""
    (checker,) = linters_of(ReviewSettings(ruff="off", types=types), ("a.py",), "/w", "", lambda name: name)
    return checker.shown_by


def test_the_interpreter_stands_where_its_placeholder_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a form for a shell."""
    monkeypatch.setattr(sys, "executable", "/my venv/bin/python")

    assert shown_by("{python} -m mypy 'a b' src") == "'/my venv/bin/python' -m mypy 'a b' src"
    assert shlex.split(shown_by("{python} -m mypy src"))[0] == sys.executable


@pytest.mark.tdd_pins("a command without the placeholder was right")
def test_another_command_is_as_it_was_written() -> None:
    """Nothing is to be filled in."""
    assert shown_by("mypy src") == "mypy src"
