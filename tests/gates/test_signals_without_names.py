"""A run that a signal ended, whatever the signal is called."""

from __future__ import annotations

import signal

import pytest

from pytest_tddgate.domain.run.observation import RunSeen
from pytest_tddgate.gates.run.validity import run_findings


def what_of(number: int) -> str:
    """What is said of a run that this signal ended."""
    (found,) = run_findings(RunSeen(exit_code=-number, last_started="t.py::test_a"))
    return found.what


def test_a_signal_without_a_name_is_told_by_its_number() -> None:
    """Of the real-time signals of Linux only the first and the last have names."""
    assert what_of(40) == "pytest was ended by signal 40; the last test seen was t.py::test_a"


@pytest.mark.tdd_pins("the other side")
def test_a_signal_with_a_name_is_told_by_it() -> None:
    """As everybody knows it."""
    assert what_of(signal.SIGTERM) == "pytest was ended by SIGTERM; the last test seen was t.py::test_a"
