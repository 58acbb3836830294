"""The streams of a program are those that it was started with: `sys.stdout is sys.__stdout__`."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest
from _pytest.capture import CaptureIO

from pytest_tddgate.session.calls.pytest_traces import Traces
from pytest_tddgate.session.calls.sandbox import in_fork

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")

NAMES = ("stdin", "stdout", "stderr")


class _Terminal(io.StringIO):
    """A stream that the interpreter was started with, in a terminal."""

    def isatty(self) -> bool:
        return True


def _same(monkeypatch: pytest.MonkeyPatch, first: io.StringIO) -> list[bool]:
    """For each stream, whether it is the interpreter's first one, in a fork without traces of a captured run."""
    known = Traces()
    for name in NAMES:
        monkeypatch.setattr(sys, name, CaptureIO())
        monkeypatch.setattr(sys, f"__{name}__", first)

    def work() -> Iterator[list[bool]]:
        known.conceal()
        yield [getattr(sys, name) is getattr(sys, f"__{name}__") for name in NAMES]

    found: list[bool]
    (found,) = in_fork(work)
    return found


def test_the_streams_are_the_first_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pytest replaces them while it captures, and a program does not."""
    assert _same(monkeypatch, io.StringIO()) == [True, True, True]


@pytest.mark.tdd_pins("must stay")
def test_a_terminal_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Honest code lays its text out by the terminal's width."""
    assert _same(monkeypatch, _Terminal()) == [False, False, False]
